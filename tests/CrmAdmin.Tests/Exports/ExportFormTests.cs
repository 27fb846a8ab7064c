using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Exports;

/// <summary>How a CSV looks by what the request asks for.</summary>
public sealed class ExportFormTests : IAsyncLifetime
{
    private ExportHost exports = null!;

    public async Task InitializeAsync()
    {
        exports = await ExportHost.StartAsync();
        await exports.PropertyAsync("born", "DATE");
        await exports.PropertyAsync("seen", "DATETIME");
        await exports.RecordsAsync(new { name = "=a;b\tc,d", data = new { age = -5, born = "2026-04-23", seen = "2026-04-23T17:15:30.123Z" } });
    }

    public async Task DisposeAsync() => await exports.DisposeAsync();

    [Theory]
    [InlineData(null, "\"'=a;b\tc,d\",-5")]
    [InlineData(",", "\"'=a;b\tc,d\",-5")]
    [InlineData(";", "\"'=a;b\tc,d\";-5")]
    [InlineData("\t", "\"'=a;b\tc,d\"\t-5")]
    public async Task Delimiter_Asked_IsBetweenTheCells(string? delimiter, string line) =>
        Assert.Equal($"이름{delimiter ?? ","}age\r\n{line}\r\n", await CsvAsync(["name", "data.age"], delimiter: delimiter));

    [Theory]
    [InlineData(null, null, "2026-04-23,2026-04-23T17:15:30.123Z")]
    [InlineData("ISO", "Europe/Berlin", "2026-04-23,2026-04-23T19:15:30.123+02:00")]
    [InlineData("ISO", "UTC", "2026-04-23,2026-04-23T17:15:30.123+00:00")]
    [InlineData("L", null, "04/23/2026,04/24/2026")]
    [InlineData("L", "America/New_York", "04/23/2026,04/23/2026")]
    [InlineData("LL", null, "\"April 23, 2026\",\"April 24, 2026\"")]
    [InlineData("LLL", null, "\"April 23, 2026\",\"April 24, 2026 2:15 AM\"")]
    [InlineData("LLL", "Europe/Berlin", "\"April 23, 2026\",\"April 23, 2026 7:15 PM\"")]
    public async Task Dates_InAFormatAndZone_AreShiftedWhereTheyAreInstantsAlone(string? dateFormat, string? timeZone, string line) =>
        Assert.Equal($"born,seen\r\n{line}\r\n", await CsvAsync(["data.born", "data.seen"], dateFormat, timeZone));

    [Theory]
    [InlineData(null, "'=header,'@x|y,-5\r\n")]
    [InlineData(true, "'=header,'@x|y,-5\r\n")]
    [InlineData(false, "=header,@x|y,-5\r\n")]
    public async Task FormulaGuard_OnAndOff_IsOnTextsAndHeadersAndNeverOnNumbers(bool? guard, string expected)
    {
        var header = await exports.Host.As(Role.Owner).PostJson($"entities/{exports.EntityId}/properties", new { name = "=header", key = "header", fieldType = "TEXT" });
        Assert.Equal(200, header.Code);
        await exports.RecordsAsync(new { name = "n", tags = new[] { "@x", "y" }, data = new { age = -5, header = "=header" } });

        var csv = await CsvAsync(["data.header", "tags", "data.age"], guard: guard, keyword: "n");

        var isOn = guard ?? true;
        Assert.Equal($"{(isOn ? "'" : "")}=header,태그,age\r\n{expected}", csv);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Bom_IsThereUnlessRefused(bool? bom, bool expected)
    {
        var csv = await exports.CsvAsync(Role.Member, new { entityId = exports.EntityId, format = "csv", bom });
        Assert.Equal(expected, csv.StartsWith('\uFEFF'));
    }

    [Fact]
    public async Task Columns_WhereNoneAreNamed_AreAllInTheirOrder()
    {
        var lines = (await CsvAsync(null)).Split("\r\n");
        Assert.Equal("레코드 ID,이름,age,born,seen,태그,담당자,생성일,수정일", lines[0]);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("홍", "홍길동 강홍")]
    [InlineData("ㄱㅎ", "강홍")]
    [InlineData("홍ㄱ", "홍길동")]
    [InlineData("KIM", "kim")]
    [InlineData("%", "100%")]
    public async Task Keyword_IsContainsOnTheName(string keyword, string names)
    {
        await exports.RecordsAsync(new { name = "홍길동" }, new { name = "강홍" }, new { name = "kim" }, new { name = "100%" });
        Assert.Equal("이름\r\n" + string.Concat(names.Split(' ').Select(n => n + "\r\n")), await CsvAsync(["name"], keyword: keyword, sortFields: ["recordId"]));
    }

    private async Task<string> CsvAsync(
        string[]? columns, string? dateFormat = null, string? timeZone = null, string? delimiter = null, bool? guard = null, string? keyword = null, string[]? sortFields = null) =>
        await exports.CsvAsync(Role.Member, new
        {
            entityId = exports.EntityId,
            format = "csv",
            bom = false,
            columns,
            dateFormat,
            timeZone,
            delimiter,
            formulaGuard = guard,
            keyword,
            sortFields,
        });
}
