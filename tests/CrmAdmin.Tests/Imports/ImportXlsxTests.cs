using CrmAdmin.Imports.Reading;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Imports;

public sealed class ImportXlsxTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private ImportHost imports = null!;

    public async Task InitializeAsync() => imports = await ImportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Run_Workbook_ReadsItsFirstVisibleSheetByTheCellsTypes()
    {
        var file = XlsxFile.Of(
            """
            <row r="1"/>
            <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>age</t></is></c><c r="D3" t="s"><v>1</v></c><c r="E3" t="s"><v>2</v></c><c r="F3" t="s"><v>3</v></c></row>
            <row r="4"><c r="A4" t="s"><v>4</v></c><c r="B4"><v>1234567.25</v></c><c r="C4"><v>9</v></c><c r="D4" s="1"><v>46135</v></c><c r="E4" s="3"><v>46135.71875</v></c><c r="F4" t="b"><v>1</v></c></row>
            <row r="6"><c r="A6" t="str"><f>1+1</f><v>수식</v></c><c r="B6" s="4"><v>3</v></c><c r="D6" s="2"><v>46136</v></c><c r="F6" t="b"><v>0</v></c><c r="G6"><v>1</v></c></row>
            <row r="7"><c r="A7" t="e"><v>#N/A</v></c><c r="B7" t="e"><v>#DIV/0!</v></c></row>
            """,
            "<si><t>이름</t></si><si><t>born</t></si><si><t>seen</t></si><si><t>active</t></si><si><r><t>홍</t></r><r><t xml:space=\"preserve\"> 길동</t></r><rPh sb=\"0\" eb=\"1\"><t>hong</t></rPh></si>");
        var upload = await imports.UploadAsync(file, "고객.xlsx");
        var importId = (string)upload["importId"]!;
        Assert.Equal((3, "{\"0\":\"name\",\"1\":\"data.age\",\"3\":\"data.born\",\"4\":\"data.seen\",\"5\":\"data.active\"}"), ((int)upload["rowCount"]!, upload["suggestedMappings"]!.ToJsonString()));
        await Making.Made(imports.RunAsync(importId, new { columnMappings = upload["suggestedMappings"] }));
        var status = await ImportHost.OverAsync(imports.Owner, importId);
        var records = await imports.RecordsAsync();

        Assert.Equal((2, 1), ((int)status["created"]!, (int)status["rejected"]!));
        Assert.Equal("1234567.25 \"2026-04-23\" \"2026-04-23T08:15:00.000Z\" true", Values(records["홍 길동"]));
        Assert.Equal("3 \"2026-04-24\" - false", Values(records["수식"]));
        Assert.Equal("Line,Column,Reason,이름,age,,born,seen,active\r\n7,age,숫자여야 합니다.,#N/A,#DIV/0!\r\n", await imports.RejectsAsync(status));
    }

    [Fact]
    public async Task Run_OurOwnExport_ComesBackAsItWas()
    {
        object data = new
        {
            email = "a@example.com", phone = "+82 10-1234-5678", age = -0.1, born = "1999-12-31", seen = "2026-04-23T08:15:30.123Z",
            active = false, memo = "=1+1", grade = "b|c", hobbies = new[] { "vip", "b|c" },
        };
        await Making.Made(imports.Owner.PostJson("records", new { entityId = imports.EntityId, name = "가\\나", data, tags = new[] { "a|b", "c\\" } }));
        foreach (var format in new[] { "csv", "excel" })
        {
            var export = await Making.Made(imports.Owner.PostJson("records/export/request", new { entityId = imports.EntityId, format, recordIds = await IdsAsync() }));
            var file = await host.Anonymous().GetByteArrayAsync(new Uri((string)export["downloadUrl"]!));
            var before = await ContentAsync();
            var upload = await imports.UploadAsync(file, "a.xlsx");
            var mappings = upload["suggestedMappings"]!.AsObject();
            Assert.Equal(13, mappings.Count);
            var (key, _) = mappings.Single(one => (string?)one.Value == "recordId");
            mappings.Remove(key);
            await imports.Owner.DeleteJson($"records/{(await IdsAsync())[0]}?permanent=true");
            await Making.Made(imports.RunAsync((string)upload["importId"]!, new { columnMappings = mappings }));
            var status = await ImportHost.OverAsync(imports.Owner, (string)upload["importId"]!);

            Assert.True((int)status["created"]! == 1, status["rejectsUrl"] is null ? status.ToJsonString() : await imports.RejectsAsync(status));
            Assert.Equal(before, await ContentAsync());
        }
    }

    [Theory]
    [InlineData("yyyy-mm-dd", "Day")]
    [InlineData("m/d/yy h:mm", "Day, Time")]
    [InlineData("[$-F400]h:mm:ss AM/PM", "Time")]
    [InlineData("[h]:mm", "Number")]
    [InlineData("#,##0.00_);[Red](#,##0.00)", "Number")]
    [InlineData("0.00E+00", "Number")]
    [InlineData("\"days\" 0", "Number")]
    [InlineData("General", "Number")]
    [InlineData("mmm", "Day")]
    public void Formats_Code_TellsWhatItShows(string code, string shown) => Assert.Equal(shown, XlsxFormats.Shown(code).ToString());

    [Fact]
    public async Task Post_DaysFrom1904_AreReadAsSuch()
    {
        var file = XlsxFile.Of("<row><c t=\"inlineStr\"><is><t>날</t></is></c></row><row><c s=\"1\"><v>0</v></c></row>", from1904: true);

        Assert.Equal("1904-01-01", (string?)(await imports.UploadAsync(file))["columns"]![0]!["samples"]![0]);
    }

    [Theory]
    [InlineData("<row><c t=\"s\"><v>5</v></c></row>")]
    [InlineData("<row><c r=\"ZZZZ1\"><v>5</v></c></row>")]
    [InlineData("<row><c><v>5</c></row>")]
    public async Task Post_BrokenWorkbook_IsRefused(string rows) => Assert.Equal("400 file", (await imports.UploadAsync(XlsxFile.Of(rows))).Paths());

    private string Values(System.Text.Json.Nodes.JsonNode record) =>
        string.Join(' ', new[] { "age", "born", "seen", "active" }.Select(key => imports.Value(record, key)));

    private async Task<string[]> IdsAsync() => [.. (await imports.RecordsAsync()).Values.Select(record => (string)record["recordId"]!)];

    private async Task<string> ContentAsync()
    {
        var (name, record) = Assert.Single(await imports.RecordsAsync());
        return name + record["data"]!.ToJsonString() + record["tags"]!.ToJsonString();
    }
}
