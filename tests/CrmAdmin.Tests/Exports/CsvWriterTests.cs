using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Exports;
using CsvHelper;

namespace CrmAdmin.Tests.Exports;

public sealed class CsvWriterTests
{
    private static readonly CellKind[] AllKinds = Enum.GetValues<CellKind>();

    [Fact]
    public void WriteAll_Defaults_BytesAsTheContractSays()
    {
        var layout = new ExportLayout([new("name", "이름", CellKind.Text), new("data.1", "Say \"hi\"", CellKind.Number)], ExportSample.Seoul);
        var bytes = ExportSample.Write(ExportFormat.Csv, layout, ["홍,길동", 1.5], [null, -2d]);
        Assert.Equal("\uFEFF이름,\"Say \"\"hi\"\"\"\r\n\"홍,길동\",1.5\r\n,-2\r\n", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void WriteAll_NoBom_BeginsWithTheHeader() =>
        Assert.Equal("Text 0\r\n"u8.ToArray(), ExportSample.Write(ExportFormat.Csv, ExportSample.Layout(CellKind.Text) with { Bom = false }));

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void WriteAll_AnyValues_ReadBackUnchanged(char delimiter)
    {
        var layout = ExportSample.Layout(AllKinds) with { Delimiter = delimiter, FormulaGuard = false };
        var rows = ExportSample.Rows(layout, 3000, seed: delimiter);
        var lines = Read(ExportSample.Write(ExportFormat.Csv, layout, rows), delimiter);

        Assert.Equal(layout.Columns.Select(c => c.Header), lines[0]);
        Assert.Equal(rows.Count, lines.Count - 1);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(rows[i].Select(Expected), lines[i + 1]);
        }
    }

    [Fact]
    public void WriteAll_OneColumnEmpty_EveryRowIsALine()
    {
        var lines = Read(ExportSample.Write(ExportFormat.Csv, ExportSample.Layout(CellKind.Text), [null], ["a"], [null]), ',');
        Assert.Equal(["Text 0", "", "a", ""], lines.Select(l => Assert.Single(l)));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+82 10", "'+82 10")]
    [InlineData("-1", "'-1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=\"a\"", "\"'=\"\"a\"\"\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("'=1", "'=1")]
    [InlineData("\n=1", "\"\n=1\"")]
    public void Guard_TextAndLists_GetAnApostrophe(string value, string expected)
    {
        Assert.Equal(expected + "\r\n", ExportSample.Csv(ExportSample.Layout(CellKind.Text), value));
        Assert.Equal(expected + "\r\n", ExportSample.Csv(ExportSample.Layout(CellKind.List), [new[] { value }]));
        var header = ExportSample.Write(ExportFormat.Csv, new([new("name", value, CellKind.Text)], ExportSample.Seoul) { Bom = false });
        Assert.Equal(expected + "\r\n", Encoding.UTF8.GetString(header));
    }

    [Theory]
    [InlineData("\"=1+1\"", "'=1+1")]
    [InlineData("\"\\u0022a\"", "\"\"\"a\"")]
    [InlineData("\"\"", "")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("-1.5e3", "-1500")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("true", "true")]
    [InlineData("[1,2]", "\"[1,2]\"")]
    [InlineData("{\"a\":1}", "\"{\"\"a\"\":1}\"")]
    public void Json_AnyValue_IsWrittenAsPeopleReadIt(string json, string expected) =>
        Assert.Equal(expected + ",x\r\n", ExportSample.Csv(ExportSample.Layout(CellKind.Json, CellKind.Text), JsonNode.Parse(json), "x"));

    [Fact]
    public void Guard_AnyValues_NoTextCellBeginsLikeAFormula()
    {
        var layout = ExportSample.Layout(AllKinds);
        var lines = Read(ExportSample.Write(ExportFormat.Csv, layout, ExportSample.Rows(layout, 3000, seed: 7)), ',');
        var numbers = Array.IndexOf(AllKinds, CellKind.Number);
        foreach (var line in lines)
        {
            Assert.All(line.Where((_, i) => i != numbers), cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), cell));
        }
    }

    [Fact]
    public void Guard_Off_LeavesTextAlone() =>
        Assert.Equal("=1\r\n", ExportSample.Csv(ExportSample.Layout(CellKind.Text) with { FormulaGuard = false }, "=1"));

    [Fact]
    public void NegativeNumber_Guarded_StaysANumber() =>
        Assert.Equal("-1.5\r\n", ExportSample.Csv(ExportSample.Layout(CellKind.Number), -1.5));

    [Fact]
    public void List_SeparatorsInside_AreEscaped() =>
        Assert.Equal("a\\|b|c\\\\|d\r\n", ExportSample.Csv(ExportSample.Layout(CellKind.List), [new[] { "a|b", "c\\", "d" }]));

    [Theory]
    [InlineData(ExportDateFormat.Iso, null, "2026-04-23,2026-04-23T08:15:30.123Z")]
    [InlineData(ExportDateFormat.Iso, "Asia/Seoul", "2026-04-23,2026-04-23T17:15:30.123+09:00")]
    [InlineData(ExportDateFormat.Iso, "UTC", "2026-04-23,2026-04-23T08:15:30.123+00:00")]
    [InlineData(ExportDateFormat.Iso, "America/St_Johns", "2026-04-23,2026-04-23T05:45:30.123-02:30")]
    [InlineData(ExportDateFormat.L, null, "04/23/2026,04/23/2026")]
    [InlineData(ExportDateFormat.LL, null, "\"April 23, 2026\",\"April 23, 2026\"")]
    [InlineData(ExportDateFormat.LLL, null, "\"April 23, 2026\",\"April 23, 2026 5:15 PM\"")]
    [InlineData(ExportDateFormat.LLL, "UTC", "\"April 23, 2026\",\"April 23, 2026 8:15 AM\"")]
    public void Dates_EachFormat_AsTheContractSays(ExportDateFormat format, string? zone, string expected)
    {
        var layout = ExportSample.Layout(CellKind.Date, CellKind.Instant) with
        {
            DateFormat = format,
            AskedZone = zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone),
        };
        Assert.Equal(expected + "\r\n", ExportSample.Csv(layout, new DateOnly(2026, 4, 23), new DateTime(2026, 4, 23, 8, 15, 30, 123, DateTimeKind.Utc)));
    }

    [Theory]
    [InlineData("Asia/Seoul", "\"April 24, 2026 12:00 AM\"")]
    [InlineData("UTC", "\"April 23, 2026 3:00 PM\"")]
    public void Dates_NearMidnight_TakeTheZonesDay(string zone, string expected)
    {
        var layout = ExportSample.Layout(CellKind.Instant) with { DateFormat = ExportDateFormat.LLL, AskedZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        Assert.Equal(expected + "\r\n", ExportSample.Csv(layout, new DateTime(2026, 4, 23, 15, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public void Dates_AtTheCalendarsEnds_AreWritten()
    {
        var layout = ExportSample.Layout(CellKind.Instant) with { AskedZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York") };
        Assert.Equal("0001-01-01T00:00:00.000Z\r\n", ExportSample.Csv(layout, DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)));
        Assert.Equal("9999-12-31T23:59:59.999Z\r\n", ExportSample.Csv(
            layout with { AskedZone = ExportSample.Seoul }, new DateTime(9999, 12, 31, 23, 59, 59, 999, DateTimeKind.Utc)));
    }

    private static List<string[]> Read(byte[] csv, char delimiter)
    {
        using var reader = CsvReader.Create(csv, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        var lines = new List<string[]>();
        while (reader.Read())
        {
            lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]);
        }

        return lines;
    }

    private static string Expected(object? value) => value switch
    {
        null => "",
        string text => text,
        JsonValue json => (string)json!,
        string[] list => string.Join('|', list.Select(v => v.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal))),
        bool flag => flag ? "true" : "false",
        double number => NumberTextTests.Plain(number),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
