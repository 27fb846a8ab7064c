using CrmAdmin.Loading;

namespace CrmAdmin.Tests.Loading;

public sealed class CsvRowsTests
{
    [Fact]
    public void Read_QuotedCells_AreUnwrappedAndMayHoldLines()
    {
        var rows = ReadAll("a,b\r\n\"x \"\"y\"\"\",\"1\r\n2\n3\"\r\nlast,\r\n");

        Assert.Equal(["1: a|b", "2: x \"y\"|1\r\n2\n3", "5: last|"], rows);
    }

    [Theory]
    [InlineData("a\nb\n")]
    [InlineData("a\r\nb")]
    [InlineData("a\rb\r")]
    [InlineData("a\n\n\nb\n\n", 4)]
    public void Read_AnyLineEnds_CountsLines(string text, int second = 2) =>
        Assert.Equal(["1: a", $"{second}: b"], ReadAll(text));

    [Fact]
    public void Read_RowsLongerThanTheBuffer_ComeWhole()
    {
        var wide = new string('가', 200_000);
        var text = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"{i},\"{wide}\",{i}"));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i + 1}: {i}|{wide}|{i}"), ReadAll(text));
    }

    [Theory]
    [InlineData("a,\"b\nc,d\n", "Loading.QuoteLeftOpen")]
    [InlineData("a,\"b\"c,d\n", "Loading.TextBehindQuote")]
    public void Read_BrokenQuotes_AreNamed(string text, string fault)
    {
        var rows = new CsvRows(new StringReader(text), ',');

        Assert.True(rows.Read());
        Assert.Equal((fault, 1), (rows.Fault, rows.Line));
    }

    [Fact]
    public void Read_BehindABrokenRow_GoesOn()
    {
        var rows = new CsvRows(new StringReader("\"a\"x,b\nc,d"), ',');

        Assert.True(rows.Read());
        Assert.NotNull(rows.Fault);
        Assert.True(rows.Read());
        Assert.Equal(("c", "d", null, 2), (rows[0].ToString(), rows[1].ToString(), rows.Fault, rows.Line));
        Assert.False(rows.Read());
    }

    private static List<string> ReadAll(string text)
    {
        var rows = new CsvRows(new StringReader(text), ',');
        var read = new List<string>();
        while (rows.Read())
        {
            Assert.Null(rows.Fault);
            read.Add($"{rows.Line}: " + string.Join('|', Enumerable.Range(0, rows.Count).Select(i => rows[i].ToString())));
        }

        return read;
    }
}
