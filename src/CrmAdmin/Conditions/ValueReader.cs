using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Conditions;

/// <summary>Reads the «value» of one condition as its operator and field need it.</summary>
internal sealed class ValueReader(Field field, Operator row, TimeZoneInfo zone, List<Detail> errors)
{
    /// <summary>The values, canonical; meaningless where an error was added.</summary>
    public IReadOnlyList<object> Read(JsonElement? value, string path) => row.Shape switch
    {
        ValueShape.None => [],
        ValueShape.Whole => ReadWhole(value, path),
        ValueShape.Range => ReadRange(value, path),
        ValueShape.List when value is { ValueKind: JsonValueKind.Array } list => ReadList(list, path),
        _ => [ReadOne(value, path)],
    };

    private object ReadOne(JsonElement? value, string path)
    {
        if (value is not { } given || JsonText.Is(given, ""))
        {
            return Fail(path, "Conditions.ValueNeeded");
        }

        return field.Kind switch
        {
            FieldKind.Number => ReadNumber(given, path),
            FieldKind.Boolean => ReadBoolean(given, path),
            FieldKind.Date => ReadDay(given, path),
            FieldKind.Instant => ReadInstant(given, path),
            _ => ReadText(given, path),
        };
    }

    private string ReadText(JsonElement value, string path) =>
        JsonText.TryGet(value, out var text) ? Folding.Nfc(text) : Fail(path, "Conditions.TextNeeded");

    private object ReadNumber(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number))
        {
            return Fail(path, "Conditions.NumberNeeded");
        }

        return Math.Abs(number) <= Limits.NumberMagnitude
            ? number
            : Fail(path, "Conditions.NumberTooLarge", Limits.NumberMagnitude);
    }

    private object ReadBoolean(JsonElement value, string path) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : Fail(path, "Conditions.BooleanNeeded");

    private object ReadDay(JsonElement value, string path) =>
        JsonText.TryGet(value, out var text) && Instants.TryParseDay(text, out var day)
            ? day
            : Fail(path, "Conditions.DayNeeded");

    private object ReadInstant(JsonElement value, string path)
    {
        if (JsonText.TryGet(value, out var text))
        {
            if (Instants.TryParseDay(text, out var day))
            {
                return day;
            }

            if (Instants.TryParse(text, out var instant))
            {
                return instant;
            }
        }

        return Fail(path, "Conditions.InstantNeeded");
    }

    private object[] ReadWhole(JsonElement? value, string path)
    {
        if (value is not { } given || JsonText.Is(given, ""))
        {
            return [Fail(path, "Conditions.ValueNeeded")];
        }

        return given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number)
            && number >= row.Least && number <= row.Most && double.IsInteger(number)
                ? [(long)number]
                : [Fail(path, "Conditions.WholeNeeded", row.Least, row.Most)];
    }

    private object[] ReadRange(JsonElement? value, string path)
    {
        if (value is not { ValueKind: JsonValueKind.Array } range || range.GetArrayLength() != 2)
        {
            return [Fail(path, value is null ? "Conditions.ValueNeeded" : "Conditions.RangeNeeded")];
        }

        var before = errors.Count;
        object[] ends = [ReadOne(Element(range[0]), $"{path}[0]"), ReadOne(Element(range[1]), $"{path}[1]")];
        if (errors.Count == before && IsReversed(ends[0], ends[1]))
        {
            Fail(path, "Conditions.RangeReversed");
        }

        return ends;
    }

    private bool IsReversed(object low, object high) => (low, high) switch
    {
        (double a, double b) => a > b,
        (DateOnly a, DateOnly b) => a > b,
        _ => (long)Interval.Of(field, low, zone).Low > (long)Interval.Of(field, high, zone).High,
    };

    private object[] ReadList(JsonElement list, string path)
    {
        var count = list.GetArrayLength();
        if (count is 0 or > Limits.ListValues)
        {
            return [Fail(path, "Conditions.ListSize", Limits.ListValues)];
        }

        return [.. list.EnumerateArray().Select((value, index) => ReadOne(Element(value), $"{path}[{index}]"))];
    }

    private string Fail(string path, string key, params object?[] args)
    {
        errors.Add(new Detail(path, key, args));
        return "";
    }

    private static JsonElement? Element(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;
}
