using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;

namespace CrmAdmin.Records;

/// <summary>Reads and checks one JSON value of a property. null, "" and [] all mean empty.</summary>
internal static class PropertyValues
{
    /// <summary>The value in canonical form, or null for empty; what is wrong goes to <paramref name="errors"/>.</summary>
    public static object? Read(JsonElement value, string path, Property property, List<Detail> errors)
    {
        if (IsEmpty(value))
        {
            return null;
        }

        return property.FieldType switch
        {
            FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone or FieldType.Url =>
                Formed(Text(value, path, TextForms.Longest(property.FieldType), errors), path, property.FieldType, errors),
            FieldType.Number => Number(value, path, errors),
            FieldType.Boolean => Boolean(value, path, errors),
            FieldType.Date => Day(value, path, errors),
            FieldType.DateTime => Instant(value, path, errors),
            FieldType.Dropdown or FieldType.Radio => Choice(value, path, property, errors),
            FieldType.MultiCheckbox => Choices(value, path, property, errors),
            _ => Files(value, path, errors),
        };
    }

    /// <summary>A text of limited length in NFC; null for empty.</summary>
    public static string? Text(JsonElement value, string path, int longest, List<Detail> errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(new Detail(path, "Records.TextNeeded"));
            return null;
        }

        var text = Folding.Nfc(value.GetString()!);
        if (text.Length > longest)
        {
            errors.Add(new Detail(path, "Records.TooLong", longest));
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>An array of texts; null for empty. Its items are not empty.</summary>
    public static List<string>? Texts(JsonElement value, string path, int most, int longest, List<Detail> errors)
    {
        if (IsEmpty(value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new Detail(path, "Records.ListNeeded"));
            return null;
        }

        if (value.GetArrayLength() > most)
        {
            errors.Add(new Detail(path, "Records.TooMany", most));
            return null;
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var at = $"{path}[{texts.Count}]";
            var found = errors.Count;
            var text = Text(item, at, longest, errors);
            if (text is null && errors.Count == found)
            {
                errors.Add(new Detail(at, "Records.TextNeeded"));
            }

            texts.Add(text ?? "");
        }

        return texts;
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static string? Formed(string? text, string path, FieldType type, List<Detail> errors)
    {
        if (text is not null && TextForms.Refusal(text, type) is { } key)
        {
            errors.Add(new Detail(path, key));
        }

        return text;
    }

    private static object? Number(JsonElement value, string path, List<Detail> errors)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) <= Limits.NumberMagnitude)
        {
            return number == 0 ? 0d : number;
        }

        errors.Add(new Detail(path, "Records.NumberNeeded"));
        return null;
    }

    private static object? Boolean(JsonElement value, string path, List<Detail> errors)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        errors.Add(new Detail(path, "Records.BooleanNeeded"));
        return null;
    }

    private static object? Day(JsonElement value, string path, List<Detail> errors)
    {
        if (value.ValueKind == JsonValueKind.String && Instants.TryParseDay(value.GetString(), out var day))
        {
            return day;
        }

        errors.Add(new Detail(path, "Records.DateNeeded"));
        return null;
    }

    /// <summary>An instant in UTC; null for empty.</summary>
    public static object? Instant(JsonElement value, string path, List<Detail> errors)
    {
        if (value.ValueKind == JsonValueKind.String && Instants.TryParse(value.GetString(), out var instant))
        {
            return instant;
        }

        errors.Add(new Detail(path, "Records.DateTimeNeeded"));
        return null;
    }

    private static string? Choice(JsonElement value, string path, Property property, List<Detail> errors)
    {
        var text = Text(value, path, Limits.OptionLength, errors);
        if (text is not null && property.Options.All(o => o.Value != text))
        {
            errors.Add(new Detail(path, "Records.NotAnOption", text));
        }

        return text;
    }

    private static string[]? Choices(JsonElement value, string path, Property property, List<Detail> errors)
    {
        var chosen = Texts(value, path, Limits.Options, Limits.OptionLength, errors);
        for (var i = 0; i < chosen?.Count; i++)
        {
            if (chosen[i].Length == 0)
            {
                continue; // It is no text, and has been named.
            }

            if (property.Options.All(o => o.Value != chosen[i]))
            {
                errors.Add(new Detail($"{path}[{i}]", "Records.NotAnOption", chosen[i]));
            }
            else if (chosen.IndexOf(chosen[i]) < i)
            {
                errors.Add(new Detail($"{path}[{i}]", "Records.OptionTwice", chosen[i]));
            }
        }

        return chosen?.ToArray();
    }

    private static string[]? Files(JsonElement value, string path, List<Detail> errors)
    {
        var found = errors.Count;
        var fileIds = Texts(value, path, Limits.FilesPerProperty, Ids.Length, errors);
        return errors.Count == found ? fileIds?.ToArray() : null;
    }
}
