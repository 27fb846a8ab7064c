using CrmAdmin.Http;

namespace CrmAdmin.Shell;

/// <summary>Why a form was not saved, in words: at its fields, or as a whole.</summary>
public sealed class Refusals
{
    /// <summary>Nothing was refused.</summary>
    public static readonly Refusals None = new([]);

    private readonly Dictionary<string, string> byField;

    private Refusals(Dictionary<string, string> byField) => this.byField = byField;

    /// <summary>Whether nothing was refused.</summary>
    public bool IsEmpty => byField.Count == 0;

    /// <summary>What is wrong with the whole; null where nothing is.</summary>
    public string? Whole => this[""];

    /// <summary>What is wrong with a field; null where nothing is.</summary>
    public string? this[string field] => byField.GetValueOrDefault(field);

    /// <summary>A refusal in words. What is wrong inside a list («options[2].value») stands at the list.</summary>
    internal static Refusals Of(CrmException refusal, Texts texts) => refusal.Details.Count == 0
        ? new(new() { [""] = texts.Of(refusal) })
        : new(refusal.Details
            .GroupBy(detail => detail.Path.Split('[', '.')[0], detail => texts[detail.Key, detail.Args], StringComparer.Ordinal)
            .ToDictionary(place => place.Key, place => string.Join(' ', place.Distinct()), StringComparer.Ordinal));
}
