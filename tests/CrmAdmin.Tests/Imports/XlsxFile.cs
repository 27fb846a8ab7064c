using System.IO.Compression;

namespace CrmAdmin.Tests.Imports;

/// <summary>A workbook written part by part, as spreadsheet programs write them.</summary>
public static class XlsxFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A hidden sheet and a visible one with these rows.</summary>
    /// <param name="rows">The row elements of the visible sheet.</param>
    /// <param name="strings">The si elements of the shared strings.</param>
    /// <param name="from1904">Whether days are counted from 1904 on.</param>
    /// <param name="formats">The xf elements behind the first five.</param>
    public static byte[] Of(string rows, string strings = "", bool from1904 = false, string formats = "")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Add(zip, "_rels/.rels", Relations(("rId1", "officeDocument", "xl/workbook.xml", false)));
            Add(zip, "xl/workbook.xml", $"""
                <workbook xmlns="{Main}" xmlns:r="{Office}"><workbookPr{(from1904 ? " date1904=\"1\"" : "")}/><sheets>
                <sheet name="숨김" sheetId="1" state="hidden" r:id="rId1"/><sheet name="고객" sheetId="2" r:id="rId2"/></sheets></workbook>
                """);
            Add(zip, "xl/_rels/workbook.xml.rels", Relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml", false), ("rId2", "worksheet", "/xl/worksheets/sheet2.xml", false),
                ("rId3", "sharedStrings", "sharedStrings.xml", false), ("rId4", "styles", "styles.xml", false)));
            Add(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData><row><c t=\"inlineStr\"><is><t>숨김</t></is></c></row></sheetData></worksheet>");
            Add(zip, "xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");

            // A mistyped address, which the package reader would refuse the whole workbook for.
            Add(zip, "xl/worksheets/_rels/sheet2.xml.rels", Relations(("rId1", "hyperlink", "mailto:kim@@exam ple.com;lee", true)));
            Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{strings}</sst>");
            Add(zip, "xl/styles.xml", $"""
                <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;년&quot; m&quot;월&quot; d&quot;일&quot;;@"/>
                <numFmt numFmtId="165" formatCode="[$-412]yyyy\-mm\-dd\ h:mm\ AM/PM"/><numFmt numFmtId="166" formatCode="#,##0&quot;days&quot;"/></numFmts>
                <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>{formats}</cellXfs></styleSheet>
                """);
        }

        return bytes.ToArray();
    }

    private static string Relations(params (string Id, string Type, string Target, bool IsExternal)[] parts) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(parts.Select(p => $"<Relationship Id=\"{p.Id}\" Type=\"{Office}/{p.Type}\" Target=\"{p.Target}\"{(p.IsExternal ? " TargetMode=\"External\"" : "")}/>"))
        + "</Relationships>";

    private static void Add(ZipArchive zip, string path, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text);
    }
}
