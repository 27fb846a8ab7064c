using System.Globalization;
using System.Text;
using System.Xml;
using CrmAdmin.Exports.Writing;

namespace CrmAdmin.Imports.Reading;

/// <summary>Reads the rows of a workbook's first sheet one by one, each cell as text. Rows without any text are passed over.</summary>
internal sealed class XlsxRows : IDisposable
{
    private const int MostColumns = 16_384;
    private const int MostRows = 1_048_576;

    /// <summary>Characters of one row: as many as are kept in memory.</summary>
    private const int MostText = 16_000_000;
    private const int LeapDayThatNeverWas = 60;
    private const int DaysFrom1900To1904 = 1462;
    private readonly XlsxPackage package;
    private readonly XmlReader xml;
    private readonly XlsxFormats formats;
    private readonly XlsxStrings strings;
    private readonly List<string> cells = [];
    private int passed;

    /// <summary>Opens a workbook; <see cref="InvalidDataException"/> or <see cref="XmlException"/> where it is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scratchPath">Where a file may lie until this is disposed.</param>
    public XlsxRows(string path, string scratchPath)
    {
        package = new XlsxPackage(path);
        using (var styles = package.OpenFormats())
        {
            formats = new XlsxFormats(styles);
        }

        using (var texts = package.OpenStrings())
        {
            strings = new XlsxStrings(texts, scratchPath);
        }

        xml = package.OpenSheet();
    }

    /// <summary>The row's number in the sheet, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The row's cells up to the last that is not empty.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>Goes to the next row; false at the end. <see cref="InvalidDataException"/> behind the last that a sheet can have.</summary>
    public bool Read()
    {
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                if (++passed > MostRows)
                {
                    throw new InvalidDataException("The sheet has more rows than a sheet can have.");
                }

                Line = long.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : Line + 1;
                ReadCells();
                if (cells.Exists(cell => cell.Length > 0))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        xml.Dispose();
        strings.Dispose();
        package.Dispose();
    }

    private void ReadCells()
    {
        cells.Clear();
        var (depth, length) = (xml.Depth, 0L);
        while (!xml.IsEmptyElement && xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                var column = Column(xml.GetAttribute("r")) ?? cells.Count;
                var text = ReadCell();
                if (column >= MostColumns || (length += text.Length) > MostText)
                {
                    throw new InvalidDataException("A row is wider or longer than a row can be.");
                }

                while (text.Length > 0 && cells.Count <= column)
                {
                    cells.Add("");
                }

                if (text.Length > 0)
                {
                    cells[column] = text;
                }
            }
        }
    }

    private string ReadCell()
    {
        var (type, style, depth, text) = (xml.GetAttribute("t"), xml.GetAttribute("s"), xml.Depth, "");
        while (!xml.IsEmptyElement && xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" })
            {
                text = XlsxText.ReadValue(xml);
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "is" })
            {
                text = XlsxText.ReadRuns(xml);
            }
        }

        return text.Length == 0 ? "" : type switch
        {
            "s" => strings[int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1],
            "b" => text == "1" ? "true" : "false",
            "str" => XlsxText.Unescape(text),
            "n" or null => Number(text, formats[style]),
            _ => text,
        };
    }

    private string Number(string text, XlsxShown shown)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return text;
        }

        if (shown != XlsxShown.Number && Instant(number) is { } instant)
        {
            return instant.ToString(shown switch
            {
                XlsxShown.Day => "yyyy-MM-dd",
                XlsxShown.Time => "HH:mm:ss",
                _ => instant.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.fff",
            }, CultureInfo.InvariantCulture);
        }

        Span<byte> digits = stackalloc byte[NumberText.MostBytes];
        return Encoding.ASCII.GetString(digits[..NumberText.Write(number, digits)]);
    }

    /// <summary>A serial number as date and time, to the millisecond; null where the calendar has none.</summary>
    private DateTime? Instant(double serial)
    {
        // Excel counts a 29 February 1900: before it the days are one further on than its own epoch says.
        var days = package.IsFrom1904 ? serial + DaysFrom1900To1904 : serial is >= 1 and < LeapDayThatNeverWas ? serial + 1 : serial;
        return days is < 0 or >= 2_958_466 ? null : new DateTime(1899, 12, 30).AddMilliseconds(Math.Round(days * 86_400_000));
    }

    /// <summary>The column of a reference such as «BC12», from 0.</summary>
    private static int? Column(string? reference)
    {
        if (reference is null)
        {
            return null;
        }

        var column = 0;
        foreach (var letter in reference.AsSpan().TrimEnd("0123456789"))
        {
            column = letter is >= 'A' and <= 'Z' && column <= MostColumns ? (column * 26) + letter - 'A' + 1 : throw new InvalidDataException("A cell has no place.");
        }

        return column is > 0 and <= MostColumns ? column - 1 : throw new InvalidDataException("A cell has no place.");
    }
}
