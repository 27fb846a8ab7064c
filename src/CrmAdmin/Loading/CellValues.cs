using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Loading;

/// <summary>Reads the text of a cell as a value, by the rules that hold for JSON values. An empty cell is empty.</summary>
internal static class CellValues
{
    /// <summary>The value in canonical form, or null for empty; what is wrong goes to <paramref name="errors"/>.</summary>
    public static object? Read(ReadOnlySpan<char> cell, LoadColumn column, char listSeparator, List<Detail> errors)
    {
        if (cell.IsEmpty)
        {
            return null;
        }

        if (cell.Contains('\0'))
        {
            return Wrong(column, errors, "Loading.NullCharacter");
        }

        return column.Role switch
        {
            ColumnRole.Name or ColumnRole.Owner => Text(cell, column, Limits.NameLength, errors),
            ColumnRole.Tags => Tags(cell, column, listSeparator, errors),
            ColumnRole.Created => Instant(cell, column, errors),
            _ => Property(cell, column, listSeparator, errors),
        };
    }

    /// <summary>true and false in any case, yes and no, 1 and 0.</summary>
    public static bool TryBoolean(ReadOnlySpan<char> cell, out bool value)
    {
        value = Is(cell, "true") || Is(cell, "1") || Is(cell, "y") || Is(cell, "yes") || Is(cell, "예");
        return value || Is(cell, "false") || Is(cell, "0") || Is(cell, "n") || Is(cell, "no") || Is(cell, "아니요");
    }

    private static bool Is(ReadOnlySpan<char> cell, string word) => cell.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static object? Property(ReadOnlySpan<char> cell, LoadColumn column, char listSeparator, List<Detail> errors) =>
        column.Property!.FieldType switch
        {
            FieldType.Number => Number(cell, column, errors),
            FieldType.Boolean => TryBoolean(cell, out var value) ? value : Wrong(column, errors, "Records.BooleanNeeded"),
            FieldType.Date => Instants.TryParseDay(cell.ToString(), out var day) ? day : Wrong(column, errors, "Records.DateNeeded"),
            FieldType.DateTime => Instant(cell, column, errors),
            FieldType.Dropdown or FieldType.Radio => Choice(cell, column, errors),
            FieldType.MultiCheckbox => Choices(cell, column, listSeparator, errors),
            FieldType.File => Wrong(column, errors, "Loading.FilesNotLoaded"),
            var type => Formed(cell, column, type, errors),
        };

    private static string? Formed(ReadOnlySpan<char> cell, LoadColumn column, FieldType type, List<Detail> errors)
    {
        var text = Text(cell, column, TextForms.Longest(type), errors);
        if (TextForms.Refusal(text, type) is { } key)
        {
            Wrong(column, errors, key);
        }

        return text;
    }

    private static string Text(ReadOnlySpan<char> cell, LoadColumn column, int longest, List<Detail> errors)
    {
        var text = Folding.Nfc(cell.ToString());
        if (text.Length > longest)
        {
            Wrong(column, errors, "Records.TooLong", longest);
        }

        return text;
    }

    private static object? Number(ReadOnlySpan<char> cell, LoadColumn column, List<Detail> errors) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Limits.NumberMagnitude
            ? number == 0 ? 0d : number
            : Wrong(column, errors, "Records.NumberNeeded");

    private static object? Instant(ReadOnlySpan<char> cell, LoadColumn column, List<Detail> errors) =>
        Instants.TryParse(cell.ToString(), out var instant) ? instant : Wrong(column, errors, "Records.DateTimeNeeded");

    private static string? Choice(ReadOnlySpan<char> cell, LoadColumn column, List<Detail> errors)
    {
        var options = ((Dictionary<string, string>)column.Options).GetAlternateLookup<ReadOnlySpan<char>>();
        if (options.TryGetValue(cell, out var option) || column.Options.TryGetValue(Folding.Nfc(cell.ToString()), out option))
        {
            return option;
        }

        Wrong(column, errors, "Records.NotAnOption", cell.ToString());
        return null;
    }

    private static string[] Choices(ReadOnlySpan<char> cell, LoadColumn column, char listSeparator, List<Detail> errors)
    {
        var chosen = new List<string>();
        foreach (var part in cell.Split(listSeparator))
        {
            if (cell[part].Trim() is { IsEmpty: false } item && Choice(item, column, errors) is { } option)
            {
                if (chosen.Contains(option))
                {
                    Wrong(column, errors, "Records.OptionTwice", option);
                }

                chosen.Add(option);
            }
        }

        return [.. chosen];
    }

    private static List<string> Tags(ReadOnlySpan<char> cell, LoadColumn column, char listSeparator, List<Detail> errors)
    {
        var tags = new List<string>();
        foreach (var part in cell.Split(listSeparator))
        {
            if (cell[part].Trim() is { IsEmpty: false } item)
            {
                var tag = Text(item, column, Limits.TagLength, errors);
                if (!tags.Exists(other => Folding.Fold(other) == Folding.Fold(tag)))
                {
                    tags.Add(tag);
                }
            }
        }

        if (tags.Count > Limits.Tags)
        {
            Wrong(column, errors, "Records.TooMany", Limits.Tags);
        }

        return tags;
    }

    private static object? Wrong(LoadColumn column, List<Detail> errors, string key, params object?[] args)
    {
        errors.Add(new Detail(column.Header, key, args));
        return null;
    }
}
