using System.Xml;
using CrmAdmin.Http;
using CrmAdmin.Imports.Reading;

namespace CrmAdmin.Tests.Imports;

/// <summary>A small workbook may unpack to anything: what it may fill memory and disk with is bounded.</summary>
public sealed class SheetLimitTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_RowWiderThanAHeaderMayBe_IsRefused() =>
        Assert.Equal("Imports.TooManyColumns", Refusal(XlsxFile.Of("<row><c r=\"A1\"><v>1</v></c></row><row><c r=\"XFD2\"><v>1</v></c></row>")));

    [Fact]
    public void Write_MoreThanTheFileMayHold_IsRefused()
    {
        var texts = $"<si><t>{new string('x', 32_000)}</t></si>";
        var rows = string.Concat(Enumerable.Repeat("<row><c t=\"s\"><v>0</v></c></row>", 100));

        Assert.Equal("Imports.SheetTooLarge", Refusal(XlsxFile.Of(rows, texts), 1_000_000));
        Assert.Null(Refusal(XlsxFile.Of(rows, texts), 4_000_000));
    }

    [Fact]
    public void Write_MoreRowsThanASheetCanHave_IsRefused() =>
        Assert.Equal("Imports.NotAWorkbook", Refusal(XlsxFile.Of("<row><c><v>1</v></c></row>" + Repeat("<row/>", 1_048_576))));

    [Fact]
    public void Write_RowThatFillsMemory_IsRefused()
    {
        var texts = $"<si><t>{new string('x', 100_000)}</t></si>";

        Assert.Equal("Imports.NotAWorkbook", Refusal(XlsxFile.Of($"<row>{Repeat("<c t=\"s\"><v>0</v></c>", 200)}</row>", texts)));
        Assert.Equal("Imports.NotAWorkbook", Refusal(XlsxFile.Of($"<row>{Repeat("<c><v>1</v></c>", 20_000)}</row>")));
    }

    [Fact]
    public void Write_MoreFormatsThanAWorkbookCanHave_IsRefused() =>
        Assert.Equal("Imports.NotAWorkbook", Refusal(XlsxFile.Of("<row><c><v>1</v></c></row>", formats: Repeat("<xf/>", 65_536))));

    [Fact]
    public void Write_FormatsThatFillMemory_AreRefused() =>
        Assert.Equal("Imports.NotAWorkbook", Refusal(XlsxFile.Of("<row><c><v>1</v></c></row>", formats: new string(' ', 32_000_000))));

    [Fact]
    public void Strings_MoreThanMemoryIsMeantFor_AreRefused()
    {
        using var xml = XmlReader.Create(new StringReader($"<sst>{Repeat("<si/>", 1 << 24)}</sst>"));

        Assert.Throws<InvalidDataException>(() => new XlsxStrings(xml, Path.Combine(folder.Path, "texts")).Dispose());
    }

    private string? Refusal(byte[] workbook, long most = Limits.ImportSheetBytes)
    {
        var path = Path.Combine(folder.Path, "a.xlsx");
        File.WriteAllBytes(path, workbook);
        return Record.Exception(() => SheetFile.Write(path, path + ".sheet", most, CancellationToken.None)) is { } refusal
            ? Assert.IsType<CrmException>(refusal).Details[0].Key
            : null;
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
