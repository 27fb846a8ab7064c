using System.Buffers;
using System.Text;

namespace CrmAdmin.Exports.Writing;

/// <summary>CSV as RFC 4180 has it: UTF-8, CRLF, a cell in quotes where it holds a delimiter, a quote or a line break.</summary>
internal sealed class CsvWriter : ExportWriter
{
    private static readonly SearchValues<byte> FormulaStarts = SearchValues.Create("=+-@\t\r"u8);
    private readonly ExportLayout layout;
    private readonly CellKind[] kinds;
    private readonly Utf8Output output;
    private readonly DateText dates;
    private readonly ListText lists = new();
    private readonly JsonText values = new();
    private readonly SearchValues<byte> quoted;
    private readonly byte delimiter;

    /// <summary>A writer to a stream that it leaves open.</summary>
    public CsvWriter(ExportLayout layout, Stream target)
    {
        this.layout = layout;
        kinds = [.. layout.Columns.Select(c => c.Kind)];
        output = new Utf8Output(target);
        dates = new DateText(layout.DateFormat, layout.AskedZone, layout.WorkspaceZone);
        delimiter = (byte)layout.Delimiter;
        quoted = SearchValues.Create([delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (layout.Bom)
        {
            output.Write(Encoding.UTF8.Preamble);
        }

        for (var i = 0; i < kinds.Length; i++)
        {
            Separate(i);
            Text(Encoding.UTF8.GetBytes(layout.Columns[i].Header));
        }

        output.Write("\r\n"u8);
    }

    /// <inheritdoc/>
    protected override void WriteRow(ExportRows rows)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            Separate(i);
            if (!rows.IsEmpty(i))
            {
                Cell(rows, i);
            }
            else if (kinds.Length == 1)
            {
                // A line with nothing on it would not count as a row.
                output.Write("\"\""u8);
            }
        }

        output.Write("\r\n"u8);
    }

    /// <inheritdoc/>
    protected override void End() => output.Flush();

    /// <inheritdoc/>
    public override void Dispose() => output.Dispose();

    private void Separate(int column)
    {
        if (column > 0)
        {
            output.Write(delimiter);
        }
    }

    private void Cell(ExportRows rows, int column)
    {
        switch (kinds[column])
        {
            case CellKind.Text:
                Text(rows.Text(column));
                break;
            case CellKind.List:
                Text(lists.Join(rows.Text(column)));
                break;
            case CellKind.Json:
                Json(rows.Text(column));
                break;
            case CellKind.Boolean:
                output.Write(rows.Integer(column) != 0 ? "true"u8 : "false"u8);
                break;
            case CellKind.Number:
                output.Advance(NumberText.Write(rows.Number(column), output.Reserve(NumberText.MostBytes)));
                break;
            default:
                Date(kinds[column], rows.Integer(column));
                break;
        }
    }

    private void Json(ReadOnlySpan<byte> json)
    {
        var value = values.Read(json, out var isText);
        if (isText)
        {
            Text(value);
        }
        else
        {
            output.Write(value);
        }
    }

    private void Date(CellKind kind, long value)
    {
        var target = output.Reserve(DateText.MostBytes);
        var length = kind == CellKind.Date ? dates.WriteDay(value, target) : dates.WriteInstant(value, target);
        if (target[..length].Contains(delimiter))
        {
            Quoted([.. target[..length]], guard: false);
            return;
        }

        output.Advance(length);
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        var guard = layout.FormulaGuard && !text.IsEmpty && FormulaStarts.Contains(text[0]);
        if (text.ContainsAny(quoted))
        {
            Quoted(text, guard);
            return;
        }

        if (guard)
        {
            output.Write((byte)'\'');
        }

        output.Write(text);
    }

    private void Quoted(ReadOnlySpan<byte> text, bool guard)
    {
        output.Write(guard ? "\"'"u8 : "\""u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            output.Write(text[..(quote + 1)]);
            output.Write((byte)'"');
            text = text[(quote + 1)..];
        }

        output.Write(text);
        output.Write((byte)'"');
    }
}
