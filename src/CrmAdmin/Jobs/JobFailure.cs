using System.Globalization;
using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Jobs;

/// <summary>Why a job failed, kept so that it can be said in the language of whoever looks. Nothing of the inside.</summary>
/// <param name="Key">Text key «Feature.Name».</param>
/// <param name="Args">What the text's placeholders stand for: texts and numbers.</param>
internal sealed record JobFailure(string Key, IReadOnlyList<object?> Args)
{
    private const string Beginning = """{"key":""";

    /// <summary>What a fault comes to.</summary>
    /// <param name="fault">What was thrown.</param>
    /// <param name="unknown">Text key for a fault that is none that we know.</param>
    public static JobFailure Of(Exception fault, string unknown) => Faults.Refusal(fault) switch
    {
        { Details: [var first, ..] } => new JobFailure(first.Key, first.Args),
        { Code: ErrorCode.InternalError } => new JobFailure(unknown, []),
        var refusal => new JobFailure(refusal.Key, refusal.Args),
    };

    /// <summary>As a row keeps it.</summary>
    public string Keep() => JsonSerializer.Serialize(this with { Args = [.. Args.Select(Plain)] }, Json.Options);

    /// <summary>What a row keeps, in words. Rows of earlier versions keep the words themselves.</summary>
    public static string Say(string kept, CultureInfo culture)
    {
        if (!kept.StartsWith(Beginning, StringComparison.Ordinal))
        {
            return kept;
        }

        var failure = JsonSerializer.Deserialize<JobFailure>(kept, Json.Options)!;
        return Texts.Get(failure.Key, culture, [.. failure.Args.Select(Read)]);
    }

    private static object? Plain(object? arg) => arg is null or string or int or long or double ? arg : Convert.ToString(arg, CultureInfo.InvariantCulture);

    private static object? Read(object? arg) => arg switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var whole) ? whole : number.GetDouble(),
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => null,
    };
}
