using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Shell;

namespace CrmAdmin.Conditions;

/// <summary>What people are told of kept conditions on a property that was deleted, whose id says nothing to them. Callers of the API get the id.</summary>
internal static class GoneField
{
    private const string Kept = "data." + IdPrefix.Property;

    /// <summary>Whether a path names a property by its id, as every kept condition does.</summary>
    public static bool Names(string? path) => path is not null && path.StartsWith(Kept, StringComparison.Ordinal);

    /// <summary>What is wrong with a condition, in words.</summary>
    public static string Say(Detail error, Texts texts) => error.Key == "Conditions.FieldUnknown" && Names(error.Args[0] as string)
        ? texts["Conditions.FieldGone"]
        : texts[error.Key, [.. error.Args]];

    /// <summary>What the condition compared with; empty where it did with nothing.</summary>
    public static string Value(JsonElement condition) => condition.TryGetProperty("value", out var value) ? Said(value) : "";

    private static string Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Said)),
        JsonValueKind.Null => "",
        _ => value.ToString(),
    };
}
