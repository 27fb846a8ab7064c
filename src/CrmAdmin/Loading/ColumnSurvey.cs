using System.Globalization;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Loading;

/// <summary>Looks at every cell of a column to find out what kind of value it holds.</summary>
internal sealed class ColumnSurvey(char listSeparator)
{
    /// <summary>A column of more different values is no list of choices.</summary>
    private const int MostChoices = 100;

    /// <summary>Choices come again: on average this often.</summary>
    private const int ChoiceUses = 5;

    private const int LongestLine = 255;
    private const int LongestChoice = 50;

    private readonly Distinct values = new();
    private readonly Distinct items = new();
    private Form possible = Form.All;
    private bool hasSeparator;
    private bool isList;
    private bool isLong;

    [Flags]
    private enum Form
    {
        None = 0,
        Boolean = 1,
        Number = 2,
        Day = 4,
        Instant = 8,
        Email = 16,
        Url = 32,
        Phone = 64,
        List = 128,
        All = 255,
    }

    /// <summary>The type that every cell so far fits; TEXT for a column that is empty.</summary>
    public FieldType Type =>
        values.Count == 0 ? FieldType.Text
        : possible.HasFlag(Form.Boolean) ? FieldType.Boolean
        : possible.HasFlag(Form.Number) ? FieldType.Number
        : possible.HasFlag(Form.Day) ? FieldType.Date
        : possible.HasFlag(Form.Instant) ? FieldType.DateTime
        : possible.HasFlag(Form.Email) ? FieldType.Email
        : possible.HasFlag(Form.Url) ? FieldType.Url
        : possible.HasFlag(Form.Phone) ? FieldType.Phone
        : possible.HasFlag(Form.List) && (isList ? !items.IsOver : hasSeparator && items.IsChoice) ? FieldType.MultiCheckbox
        : values.IsChoice ? FieldType.Dropdown
        : isLong ? FieldType.LongText
        : FieldType.Text;

    /// <summary>The values in order of how common they are, for a type of choices; none for others.</summary>
    public IEnumerable<string> Options => Type switch
    {
        FieldType.Dropdown => values.ByUse,
        FieldType.MultiCheckbox => items.ByUse,
        _ => [],
    };

    /// <summary>Adds a cell; an empty one says nothing.</summary>
    /// <param name="cell">Its text.</param>
    /// <param name="isText">Whether the file itself says that it is a text, which is then no number and no boolean.</param>
    public void Add(ReadOnlySpan<char> cell, bool isText = false)
    {
        if (cell.IsEmpty)
        {
            return;
        }

        values.Add(cell);
        isLong |= cell.Length > LongestLine || cell.ContainsAny('\r', '\n');
        possible &= isText ? ~(Form.Boolean | Form.Number) : Form.All;
        possible &= Kept(cell);
        if (possible.HasFlag(Form.List))
        {
            AddItems(cell);
        }
    }

    /// <summary>Adds a cell that the file itself says is a list.</summary>
    public void AddList(IReadOnlyList<string> list)
    {
        isList = true;
        possible &= Form.List;
        foreach (var item in list)
        {
            values.Add(item);
            items.Add(item);
        }
    }

    /// <summary>Those of the forms still possible that this cell has too.</summary>
    private Form Kept(ReadOnlySpan<char> cell)
    {
        var kept = possible & Form.List;
        kept |= possible.HasFlag(Form.Boolean) && CellValues.TryBoolean(cell, out _) && cell.Length > 1 ? Form.Boolean : Form.None;
        kept |= possible.HasFlag(Form.Number) && IsNumber(cell) ? Form.Number : Form.None;
        kept |= possible.HasFlag(Form.Day) && Instants.TryParseDay(cell.ToString(), out _) ? Form.Day : Form.None;
        kept |= possible.HasFlag(Form.Instant) && Instants.TryParse(cell.ToString(), out _) ? Form.Instant : Form.None;
        kept |= possible.HasFlag(Form.Email) && Has(FieldType.Email, cell) ? Form.Email : Form.None;
        kept |= possible.HasFlag(Form.Url) && Has(FieldType.Url, cell) ? Form.Url : Form.None;
        return kept | (possible.HasFlag(Form.Phone) && IsPhone(cell) ? Form.Phone : Form.None);
    }

    /// <summary>A leading zero or plus means a code or a telephone number, and more digits than a double holds an id.</summary>
    private static bool IsNumber(ReadOnlySpan<char> cell)
    {
        var digits = cell.TrimStart('-');
        var isCode = digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
        return !isCode && !digits.IsEmpty && char.IsAsciiDigit(digits[0])
            && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= Limits.NumberMagnitude;
    }

    private static bool IsPhone(ReadOnlySpan<char> cell)
    {
        var digits = 0;
        foreach (var c in cell)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return digits is >= 7 and <= 15 && cell[0] is '0' or '+' or '(' && Has(FieldType.Phone, cell);
    }

    private static bool Has(FieldType type, ReadOnlySpan<char> cell) =>
        cell.Length <= TextForms.Longest(type) && TextForms.Refusal(cell.ToString(), type) is null;

    private void AddItems(ReadOnlySpan<char> cell)
    {
        hasSeparator |= cell.Contains(listSeparator);
        foreach (var part in cell.Split(listSeparator))
        {
            if (cell[part].Trim() is { IsEmpty: false } item)
            {
                items.Add(item);
            }
        }

        possible &= items.IsOver ? ~Form.List : Form.All;
    }

    /// <summary>Counts different values until there are too many of them.</summary>
    private sealed class Distinct
    {
        private readonly Dictionary<string, long> uses = new(StringComparer.Ordinal);

        public long Count { get; private set; }

        public bool IsOver { get; private set; }

        public bool IsChoice => !IsOver && Count >= uses.Count * (long)ChoiceUses;

        public IEnumerable<string> ByUse =>
            uses.OrderByDescending(use => use.Value).ThenBy(use => use.Key, StringComparer.Ordinal).Select(use => use.Key);

        public void Add(ReadOnlySpan<char> value)
        {
            Count++;
            if (IsOver)
            {
                return;
            }

            var lookup = uses.GetAlternateLookup<ReadOnlySpan<char>>();
            lookup.TryGetValue(value, out var before);
            lookup[value] = before + 1;
            IsOver = value.Length > LongestChoice || uses.Count > MostChoices;
        }
    }
}
