using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Writing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace CrmAdmin.Tests.Exports;

public sealed partial class XlsxWriterTests
{
    private static readonly CellKind[] AllKinds = Enum.GetValues<CellKind>();

    [Theory]
    [InlineData(ExportDateFormat.Iso)]
    [InlineData(ExportDateFormat.L)]
    [InlineData(ExportDateFormat.LL)]
    [InlineData(ExportDateFormat.LLL)]
    public void WriteAll_AnyValues_IsValidAndReadsBackUnchanged(ExportDateFormat format)
    {
        var layout = ExportSample.Layout(AllKinds) with { DateFormat = format, Title = "연락처 <A&B> 'x'/[1]" };
        var rows = ExportSample.Rows(layout, 500, seed: (int)format).Select(row => row.Select(WithNumber).ToArray()).ToArray();
        using var file = Open(ExportSample.Write(ExportFormat.Excel, layout, rows));

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(file).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var sheet = file.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var stored = sheet.Descendants<Row>().ToArray();
        Assert.Equal(rows.Length + 1, stored.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var cells = stored[i + 1].Elements<Cell>().ToDictionary(c => c.CellReference!.Value![0] - 'A');
            Assert.Equal(rows[i].Select(Expected), Enumerable.Range(0, AllKinds.Length).Select(c => Read(cells.GetValueOrDefault(c), AllKinds[c])));
        }
    }

    [Fact]
    public void WriteAll_Header_IsFrozenAndFiltered()
    {
        using var file = Open(ExportSample.Write(ExportFormat.Excel, ExportSample.Layout(CellKind.Text, CellKind.Number), ["a", 1d], ["b", 2d]));
        var sheet = file.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal((1d, PaneStateValues.Frozen), (pane.VerticalSplit!.Value, pane.State!.Value));
        Assert.Equal("A1:B3", sheet.Elements<AutoFilter>().Single().Reference!.Value);
    }

    [Fact]
    public void WriteAll_TextLikeAFormula_IsAnUnchangedStringCell()
    {
        using var file = Open(ExportSample.Write(ExportFormat.Excel, ExportSample.Layout(CellKind.Text, CellKind.List), ["=1+1", new[] { "@a", "b" }]));
        var cells = file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToArray();
        Assert.Equal(["Text 0", "List 1", "=1+1", "@a|b"], cells.Select(c => c.InnerText));
        Assert.All(cells, c => Assert.Equal(CellValues.InlineString, c.DataType!.Value));
        Assert.Empty(file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<CellFormula>());
    }

    [Fact]
    public async Task WriteAll_TextOverExcelsLimit_IsCutAndSaysSo()
    {
        var layout = ExportSample.Layout(CellKind.Text) with { CutNotice = "…[cut]" };
        using var stream = new MemoryStream();
        using var writer = new XlsxWriter(layout, stream, TimeProvider.System);
        object?[][] rows = [[new string('가', 32_767)], ["a" + string.Concat(Enumerable.Repeat("😀", 16_384))]];
        await writer.WriteAllAsync(new MemoryRows(rows), _ => { }, CancellationToken.None);

        using var file = Open(stream.ToArray());
        var texts = file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Select(c => c.InnerText).ToArray();
        Assert.Equal(rows[0][0], texts[1]);
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("😀", 16_380)) + "…[cut]", texts[2]);
        Assert.Equal(1, writer.CutCells);
    }

    [Fact]
    public void WriteAll_DatesExcelHasNoNumberFor_AreText()
    {
        var layout = ExportSample.Layout(CellKind.Date, CellKind.Instant);
        using var file = Open(ExportSample.Write(
            ExportFormat.Excel,
            layout,
            [new DateOnly(1900, 2, 28), new DateTime(1899, 12, 31, 0, 0, 0, DateTimeKind.Utc)],
            [new DateOnly(1900, 3, 1), new DateTime(9999, 12, 31, 15, 0, 0, DateTimeKind.Utc)]));
        var cells = file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Skip(2).ToArray();
        Assert.Equal(["1900-02-28", "1899-12-31T08:28:00.000+08:28", "61", "9999-12-31T15:00:00.000Z"], cells.Select(c => c.InnerText));
        Assert.Equal([true, true, false, true], cells.Select(c => c.DataType?.Value == CellValues.InlineString));
    }

    [Fact]
    public void WriteAll_MoreRowsThanASheetHolds_GoesOnInAFurtherSheet()
    {
        const int Rows = XlsxSheet.MostRows + 5;
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "big.xlsx");
        using (var stream = File.Create(path))
        {
            ExportSample.Write(ExportFormat.Excel, ExportSample.Layout(CellKind.Boolean), Enumerable.Repeat(new object?[] { true }, Rows), stream);
        }

        using var archive = ZipFile.OpenRead(path);
        Assert.Equal([XlsxSheet.MostRows, 7], new[] { 1, 2 }.Select(n => CountRows(archive.GetEntry(XlsxParts.SheetPath(n))!)));
        using var file = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Equal(["Records", "Records (2)"], file.WorkbookPart!.Workbook.Descendants<Sheet>().Select(s => s.Name!.Value));
    }

    [Fact]
    public async Task WriteAll_SameTime_SameBytes()
    {
        var layout = ExportSample.Layout(AllKinds);
        var rows = ExportSample.Rows(layout, 50, seed: 3);
        async Task<byte[]> MakeAsync()
        {
            using var stream = new MemoryStream();
            using var writer = new XlsxWriter(layout, stream, new StoppedClock());
            await writer.WriteAllAsync(new MemoryRows(rows), _ => { }, CancellationToken.None);
            return stream.ToArray();
        }

        Assert.Equal(await MakeAsync(), await MakeAsync());
    }

    [Theory]
    [InlineData("a/b:c*d?e[f]g\\h", "abcdefgh")]
    [InlineData("''", "Records")]
    [InlineData("history", "Records")]
    [InlineData("0123456789012345678901234567890123", "0123456789012345678901234567890")]
    [InlineData("012345678901234567890123456789😀", "012345678901234567890123456789")]
    public void SheetNames_AnyTitle_KeepExcelsRules(string title, string expected) =>
        Assert.Equal(expected, XlsxParts.SheetNames(title, 1)[0]);

    [Fact]
    public void ColumnName_Counted_AsExcelDoes() =>
        Assert.Equal(["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"], new[] { 0, 25, 26, 51, 701, 702, 16383 }.Select(XlsxSheet.ColumnName));

    private static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    private static int CountRows(ZipArchiveEntry entry)
    {
        using var reader = XmlReader.Create(entry.Open());
        var rows = 0;
        while (reader.ReadToFollowing("row"))
        {
            rows++;
        }

        return rows;
    }

    private static object? Read(Cell? cell, CellKind kind) => cell switch
    {
        null => null,
        { DataType.Value: CellValues.InlineString } => Unescape().Replace(cell.InnerText, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()),
        { DataType.Value: CellValues.Boolean } => cell.InnerText == "1",
        _ when kind == CellKind.Number => double.Parse(cell.InnerText, CultureInfo.InvariantCulture),
        _ => Math.Round(decimal.Parse(cell.InnerText, CultureInfo.InvariantCulture) * 86_400_000m),
    };

    private static object? Expected(object? value) => value switch
    {
        string[] list => string.Join('|', list.Select(v => v.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal))),
        JsonValue json => (string)json!,
        DateOnly day => (decimal)(day.DayNumber - new DateOnly(1899, 12, 30).DayNumber) * 86_400_000m,
        DateTime utc => (decimal)(utc + ExportSample.Seoul.GetUtcOffset(utc) - new DateTime(1899, 12, 30)).TotalMilliseconds,
        _ => value,
    };

    /// <summary>Leaves out dates that Excel has no number for: they have a test of their own.</summary>
    private static object? WithNumber(object? value) => value switch
    {
        DateOnly { Year: <= 1900 } => null,
        DateTime { Year: <= 1900 or 9999 } => null,
        _ => value,
    };

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Unescape();

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 4, 23, 0, 0, 0, TimeSpan.Zero);
    }
}
