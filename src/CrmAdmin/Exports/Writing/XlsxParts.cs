using System.Globalization;
using System.Security;
using System.Text;

namespace CrmAdmin.Exports.Writing;

/// <summary>The small parts of a workbook beside its cells.</summary>
internal static class XlsxParts
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const int SheetNameLength = 31;

    /// <summary>Style of the header's cells.</summary>
    public static ReadOnlySpan<byte> HeaderStyle => " s=\"1\""u8;

    /// <summary>Style of a text that begins like a formula.</summary>
    public static ReadOnlySpan<byte> QuotedStyle => " s=\"4\""u8;

    /// <summary>Beginning of a day's cell after its address.</summary>
    public static ReadOnlySpan<byte> DayCell => " s=\"2\"><v>"u8;

    /// <summary>Beginning of an instant's cell after its address.</summary>
    public static ReadOnlySpan<byte> InstantCell => " s=\"3\"><v>"u8;

    /// <summary>Where a sheet counted from 1 lies.</summary>
    public static string SheetPath(int sheet) => $"xl/worksheets/sheet{sheet}.xml";

    /// <summary>Everything before the first row.</summary>
    public static string SheetStart(ExportLayout layout)
    {
        var xml = new StringBuilder($"{Declaration}<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\">"
            + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{Width(layout, layout.Columns[i])}\" customWidth=\"1\"/>");
        }

        return xml.Append("</cols><sheetData>").ToString();
    }

    /// <summary>Everything after the last row.</summary>
    public static string SheetEnd(string lastColumn, int rows) =>
        $"</sheetData><autoFilter ref=\"A1:{lastColumn}{rows}\"/></worksheet>";

    /// <summary>Names a workbook's sheets «Title», «Title (2)», … within Excel's rules.</summary>
    public static IReadOnlyList<string> SheetNames(string title, int count)
    {
        var plain = new string([.. title.Where(c => !char.IsControl(c) && !"[]:*?/\\".Contains(c, StringComparison.Ordinal))]).Trim(' ', '\'');
        var name = plain.Length == 0 || plain.Equals("History", StringComparison.OrdinalIgnoreCase) ? "Records" : plain;
        return [.. Enumerable.Range(1, count).Select(n => Shorten(name, n == 1 ? "" : $" ({n})"))];
    }

    /// <summary>The parts written after the sheets: path and content.</summary>
    /// <param name="layout">The workbook's layout.</param>
    /// <param name="sheetRows">Rows of each sheet, the header included.</param>
    public static IEnumerable<(string Path, string Xml)> Rest(ExportLayout layout, IReadOnlyList<int> sheetRows)
    {
        yield return ("xl/workbook.xml", Workbook(layout, sheetRows));
        yield return ("xl/_rels/workbook.xml.rels", WorkbookRelationships(sheetRows.Count));
        yield return ("xl/styles.xml", Styles(layout.DateFormat));
        yield return ("_rels/.rels", $"{Declaration}<Relationships xmlns=\"{Package}/relationships\">"
            + $"<Relationship Id=\"rId1\" Type=\"{Relationships}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        yield return ("[Content_Types].xml", ContentTypes(sheetRows.Count));
    }

    private static string Workbook(ExportLayout layout, IReadOnlyList<int> sheetRows)
    {
        var names = SheetNames(layout.Title, sheetRows.Count);
        var lastColumn = XlsxSheet.ColumnName(layout.Columns.Count - 1);
        var sheets = names.Select((name, i) => $"<sheet name=\"{SecurityElement.Escape(name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>");
        var filters = names.Select((name, i) => $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{i}\" hidden=\"1\">"
            + $"{SecurityElement.Escape($"'{name.Replace("'", "''", StringComparison.Ordinal)}'")}!$A$1:${lastColumn}${sheetRows[i]}</definedName>");
        return $"{Declaration}<workbook xmlns=\"{Main}\" xmlns:r=\"{Relationships}\"><bookViews><workbookView/></bookViews>"
            + $"<sheets>{string.Concat(sheets)}</sheets><definedNames>{string.Concat(filters)}</definedNames></workbook>";
    }

    private static string WorkbookRelationships(int sheets)
    {
        var all = Enumerable.Range(1, sheets)
            .Select(n => $"<Relationship Id=\"rId{n}\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
            .Append($"<Relationship Id=\"rId{sheets + 1}\" Type=\"{Relationships}/styles\" Target=\"styles.xml\"/>");
        return $"{Declaration}<Relationships xmlns=\"{Package}/relationships\">{string.Concat(all)}</Relationships>";
    }

    private static string ContentTypes(int sheets)
    {
        const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var all = Enumerable.Range(1, sheets)
            .Select(n => $"<Override PartName=\"/{SheetPath(n)}\" ContentType=\"{Type}.worksheet+xml\"/>");
        return $"{Declaration}<Types xmlns=\"{Package}/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Type}.sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Type}.styles+xml\"/>{string.Concat(all)}</Types>";
    }

    private static string Styles(ExportDateFormat format)
    {
        var (day, instant) = format switch
        {
            ExportDateFormat.L => ("mm/dd/yyyy", "mm/dd/yyyy"),
            ExportDateFormat.LL => ("[$-409]mmmm d, yyyy", "[$-409]mmmm d, yyyy"),
            ExportDateFormat.LLL => ("[$-409]mmmm d, yyyy", "[$-409]mmmm d, yyyy h:mm AM/PM"),
            _ => ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss.000"),
        };
        return $"{Declaration}<styleSheet xmlns=\"{Main}\">"
            + $"<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"{day}\"/><numFmt numFmtId=\"165\" formatCode=\"{instant}\"/></numFmts>"
            + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
            + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + "<cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
            + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
            + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
            + "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
            + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" quotePrefix=\"1\" xfId=\"0\"/></cellXfs>"
            + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
    }

    private static int Width(ExportLayout layout, ExportColumn column) => column.Kind switch
    {
        CellKind.Date => layout.DateFormat is ExportDateFormat.Iso or ExportDateFormat.L ? 12 : 20,
        CellKind.Instant => layout.DateFormat == ExportDateFormat.L ? 12 : 27,
        CellKind.Number or CellKind.Boolean => 14,
        _ => column.Field == "recordId" ? 38 : 24,
    };

    private static string Shorten(string name, string suffix)
    {
        var room = SheetNameLength - suffix.Length;
        if (name.Length <= room)
        {
            return name + suffix;
        }

        // Never between the halves of a surrogate pair.
        return (char.IsHighSurrogate(name[room - 1]) ? name[..(room - 1)] : name[..room]).TrimEnd(' ', '\'') + suffix;
    }
}
