using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Shell;

/// <summary>
/// Every text that people see. «Feature.Name» is the entry Name of the folder Feature's Texts.resx (Korean) or
/// Texts.en.resx (English), taken in the current UI culture. What depends on a number or a sound is written as
/// <see cref="Phrase"/> reads it: {0} [record/records], {0}[을/를].
/// </summary>
public sealed class Texts
{
    private static readonly Dictionary<string, string> Gone = new(StringComparer.Ordinal)
    {
        [IdPrefix.Record] = "Settings.KindRecord",
        [IdPrefix.Entity] = "Settings.KindEntity",
        [IdPrefix.Property] = "Settings.KindProperty",
        [IdPrefix.Segment] = "Settings.KindSegment",
        [IdPrefix.RelationType] = "Settings.KindRelationType",
        [IdPrefix.Relation] = "Settings.KindRelation",
        [IdPrefix.Activity] = "Settings.KindActivity",
        [IdPrefix.File] = "Settings.KindFile",
        [IdPrefix.Import] = "Settings.KindImport",
    };

    private static readonly ConcurrentDictionary<string, ResourceManager> Features = new(StringComparer.Ordinal);

    /// <summary>The text in the current language. Names written from right to left leave the rest of it in its order.</summary>
    public string this[string key, params object?[] args] => Get(key, CultureInfo.CurrentUICulture, [.. args.Select(RightToLeft.Isolate)]);

    /// <summary>What a refusal says: each place that was wrong, else its one message. What is gone is called by its kind, not by its id.</summary>
    public string Of(CrmException refusal) => refusal.Details.Count > 0
        ? string.Join(' ', refusal.Details.Select(detail => this[detail.Key, detail.Args]).Distinct())
        : refusal is { Code: ErrorCode.ResourceNotFound, Args: [string { Length: Ids.Length } id] } && Gone.TryGetValue(id[..IdPrefix.Record.Length], out var kind)
        ? this["Shell.Gone", this[kind]]
        : this[refusal.Key, [.. refusal.Args]];

    /// <summary>The text in a given language. An unknown key throws: a test holds that none is missing.</summary>
    public static string Get(string key, CultureInfo culture, params IReadOnlyList<object?> args)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var feature = Features.GetOrAdd(key[..dot], name => new ResourceManager($"CrmAdmin.{name}.Texts", typeof(Texts).Assembly));
        var text = feature.GetString(key[(dot + 1)..], culture) ?? throw new KeyNotFoundException(key);
        return args.Count == 0 ? text : Phrase.Fill(text, culture, args);
    }
}
