using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CrmAdmin.Browser.Imports;

/// <summary>Makes workbooks as a spreadsheet program saves them: shared texts, dates as numbers with a date's format.</summary>
internal static class Workbook
{
    private const uint Day = 1;

    /// <summary>Writes a workbook with one sheet, and gives its path.</summary>
    /// <param name="folder">Where it is to lie.</param>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Texts and days, row by row.</param>
    public static string Write(string folder, string name, params object[][] rows)
    {
        var path = Path.Combine(folder, name);
        using var file = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = file.AddWorkbookPart();
        var texts = workbook.AddNewPart<SharedStringTablePart>();
        texts.SharedStringTable = new SharedStringTable();
        var styles = workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = new Stylesheet(
            new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
        var sheet = workbook.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(cell => Cell(cell, texts.SharedStringTable))))));
        workbook.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
            new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "고객" }));
        return path;
    }

    private static Cell Cell(object value, SharedStringTable texts)
    {
        if (value is DateTime day)
        {
            return new Cell { StyleIndex = Day, CellValue = new CellValue(day.ToOADate().ToString(CultureInfo.InvariantCulture)) };
        }

        texts.AppendChild(new SharedStringItem(new Text((string)value)));
        return new Cell { DataType = CellValues.SharedString, CellValue = new CellValue(texts.ChildElements.Count - 1) };
    }
}
