using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Values between what is typed and what conditions carry as JSON.</summary>
internal static class DraftValues
{
    /// <summary>How many days or minutes a new relative condition begins with.</summary>
    private const string FirstWhole = "30";

    /// <summary>Whether everything is there that the operator needs; whether it is right is for the reader to say.</summary>
    public static bool AreComplete(Operator row, ImmutableList<string> values) => row.Shape switch
    {
        ValueShape.None => true,
        ValueShape.Range => values.Count >= 2 && values[0].Length > 0 && values[1].Length > 0,
        _ => values.Count > 0 && values[0].Length > 0,
    };

    /// <summary>The «value» member; null where the operator has none.</summary>
    public static JsonNode? Write(FieldKind kind, Operator row, ImmutableList<string> values) => row.Shape switch
    {
        ValueShape.None => null,
        ValueShape.Whole => WriteNumber(values[0]),
        ValueShape.Range => new JsonArray(WriteOne(kind, values[0]), WriteOne(kind, values[1])),
        ValueShape.List => new JsonArray([.. values.Select(value => WriteOne(kind, value))]),
        _ => WriteOne(kind, values[0]),
    };

    /// <summary>What stands in the editors for a «value» member.</summary>
    public static ImmutableList<string> Read(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(ReadOne)],
        { } one => [ReadOne(one)],
    };

    /// <summary>What of the old values a new field or operator can go on with.</summary>
    public static ImmutableList<string> Carry(BuilderField? from, BuilderField to, Operator? before, Operator after, ImmutableList<string> values)
    {
        var sameKind = from is not null && from.Kind == to.Kind && (from.Path == to.Path || to.Options.Count == 0);
        var wasWhole = before?.Shape == ValueShape.Whole;
        var isWhole = after.Shape == ValueShape.Whole;
        if (isWhole)
        {
            return wasWhole ? values : [FirstWhole];
        }

        if (!sameKind || wasWhole || after.Shape == ValueShape.None)
        {
            return to.Kind == FieldKind.Boolean && after.Shape == ValueShape.One ? ["true"] : [];
        }

        return after.Shape == ValueShape.One ? [.. values.Take(1)] : values;
    }

    private static string ReadOne(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static JsonNode WriteOne(FieldKind kind, string value) => kind switch
    {
        FieldKind.Number => WriteNumber(value),
        FieldKind.Boolean => value is "true" or "false" ? value == "true" : value,
        _ => value,
    };

    // What is no number goes out as text, so that the reader says so at its place.
    private static JsonNode WriteNumber(string text)
    {
        var plain = text.Replace(",", "", StringComparison.Ordinal).Trim();
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : text;
    }
}
