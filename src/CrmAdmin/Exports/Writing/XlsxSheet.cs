using System.Text;

namespace CrmAdmin.Exports.Writing;

/// <summary>Writes one sheet's XML: header row frozen and filtered, then typed cells.</summary>
internal sealed class XlsxSheet
{
    /// <summary>Most rows of a sheet, the header included: Excel's limit.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Most characters (UTF-16 units) of a cell's text: Excel's limit.</summary>
    public const int MostText = 32_767;

    private readonly ExportLayout layout;
    private readonly CellKind[] kinds;
    private readonly byte[][] cellStarts;
    private readonly byte[] cutNotice;
    private readonly int cutNoticeLength;
    private readonly DateText dates;
    private readonly byte[] dateText = new byte[DateText.MostBytes];
    private readonly ListText lists = new();
    private readonly JsonText values = new();
    private Utf8Output output = null!;

    /// <summary>A writer of sheets of one layout.</summary>
    public XlsxSheet(ExportLayout layout)
    {
        this.layout = layout;
        kinds = [.. layout.Columns.Select(c => c.Kind)];
        cellStarts = [.. kinds.Select((_, i) => Encoding.UTF8.GetBytes($"<c r=\"{ColumnName(i)}"))];
        cutNotice = Encoding.UTF8.GetBytes(layout.CutNotice);
        cutNoticeLength = layout.CutNotice.Length;
        dates = new DateText(layout.DateFormat, layout.Zone, layout.WorkspaceZone);
    }

    /// <summary>Rows of the present sheet, the header included.</summary>
    public int Rows { get; private set; }

    /// <summary>Cells of all sheets whose text was longer than <see cref="MostText"/> and was cut.</summary>
    public long CutCells { get; private set; }

    /// <summary>The letters of a column counted from 0: A, B, … Z, AA.</summary>
    public static string ColumnName(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : ColumnName((index / 26) - 1) + (char)('A' + (index % 26));

    /// <summary>Begins a sheet with its header.</summary>
    public void Begin(Utf8Output target)
    {
        output = target;
        Rows = 1;
        output.Write(XlsxParts.SheetStart(layout));
        output.Write("<row r=\"1\">"u8);
        for (var i = 0; i < kinds.Length; i++)
        {
            TextCell(i, Encoding.UTF8.GetBytes(layout.Columns[i].Header), XlsxParts.HeaderStyle);
        }

        output.Write("</row>"u8);
    }

    /// <summary>Writes the present row.</summary>
    public void WriteRow(ExportRows rows)
    {
        Rows++;
        output.Write("<row r=\""u8);
        output.Write(Rows);
        output.Write("\">"u8);
        for (var i = 0; i < kinds.Length; i++)
        {
            if (!rows.IsEmpty(i))
            {
                Cell(rows, i);
            }
        }

        output.Write("</row>"u8);
    }

    /// <summary>Ends the sheet.</summary>
    public void End()
    {
        output.Write(XlsxParts.SheetEnd(ColumnName(kinds.Length - 1), Rows));
        output.Flush();
    }

    private void Cell(ExportRows rows, int column)
    {
        switch (kinds[column])
        {
            case CellKind.Text:
                TextCell(column, rows.Text(column));
                break;
            case CellKind.List:
                TextCell(column, lists.Join(rows.Text(column)));
                break;
            case CellKind.Json:
                TextCell(column, values.Read(rows.Text(column), out _));
                break;
            case CellKind.Boolean:
                Start(column, " t=\"b\"><v>"u8);
                output.Write(rows.Integer(column) != 0 ? "1</v></c>"u8 : "0</v></c>"u8);
                break;
            case CellKind.Number:
                Start(column, "><v>"u8);
                output.Advance(NumberText.Write(rows.Number(column), output.Reserve(NumberText.MostBytes)));
                output.Write("</v></c>"u8);
                break;
            default:
                DateCell(kinds[column], column, rows.Integer(column));
                break;
        }
    }

    private void DateCell(CellKind kind, int column, long value)
    {
        var isDay = kind == CellKind.Date;
        if (isDay ? !XlsxDates.HasDay(value) : !XlsxDates.HasInstant(value, layout.Zone))
        {
            TextCell(column, dateText.AsSpan(0, isDay ? dates.WriteDay(value, dateText) : dates.WriteInstant(value, dateText)));
            return;
        }

        Start(column, isDay ? XlsxParts.DayCell : XlsxParts.InstantCell);
        if (isDay)
        {
            XlsxDates.WriteDay(value, output);
        }
        else
        {
            XlsxDates.WriteInstant(value, layout.Zone, output);
        }

        output.Write("</v></c>"u8);
    }

    /// <summary>A string cell. One that looks like a formula also keeps being text when somebody edits it.</summary>
    private void TextCell(int column, ReadOnlySpan<byte> text) =>
        TextCell(column, text, text is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@', ..] ? XlsxParts.QuotedStyle : default);

    private void TextCell(int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> style)
    {
        if (text.IsEmpty)
        {
            return;
        }

        Start(column, style);
        output.Write(text[0] <= ' ' || text[^1] <= ' ' ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : " t=\"inlineStr\"><is><t>"u8);
        if (text.Length > MostText && Encoding.UTF8.GetCharCount(text) > MostText)
        {
            CutCells++;
            XmlText.Write(output, Cut(text, MostText - cutNoticeLength));
            XmlText.Write(output, cutNotice);
        }
        else
        {
            XmlText.Write(output, text);
        }

        output.Write("</t></is></c>"u8);
    }

    private void Start(int column, ReadOnlySpan<byte> rest)
    {
        output.Write(cellStarts[column]);
        output.Write(Rows);
        output.Write((byte)'"');
        output.Write(rest);
    }

    /// <summary>The longest beginning of at most so many characters that splits none.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int characters)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out var rune, out var bytes) == System.Buffers.OperationStatus.Done
            && (characters -= rune.Utf16SequenceLength) >= 0)
        {
            at += bytes;
        }

        return text[..at];
    }
}
