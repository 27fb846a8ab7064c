using CrmAdmin.Conditions;
using CrmAdmin.Storage;
using Microsoft.Data.Sqlite;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Trees at their limits are read and run; one step further is refused.</summary>
public sealed class ConditionLimitTests
{
    private const string Leaf = """{"field":"name","operator":"contains","value":"가"}""";

    [Theory]
    [InlineData(50, "")]
    [InlineData(51, "conditionGroup.conditions TooManyChildren")]
    public void Read_Children_AtMostFifty(int children, string expected) =>
        Assert.Equal(expected, Contact.Lines(Contact.Read(Many(children, Leaf))));

    [Theory]
    [InlineData(10, "")]
    [InlineData(11, "conditionGroup.conditions[0].conditions[0].conditions[0].conditions[0].conditions[0].conditions[0].conditions[0].conditions[0].conditions[0].conditions[0] TooDeep")]
    public void Read_Levels_AtMostTen(int levels, string expected) =>
        Assert.Equal(expected, Contact.Lines(Contact.Read(Nested(levels, Leaf))));

    [Fact]
    public void Read_Conditions_AtMostTwoAndAHalfThousand()
    {
        var fifty = Many(50, Leaf);
        Assert.Equal("", Contact.Lines(Contact.Read(Many(50, fifty))));
        var more = $$"""{"operator":"OR","conditions":[{{Many(49, fifty)}},{{Many(49, Leaf)}},{{Leaf}},{{Leaf}}]}""";
        Assert.Equal("conditionGroup TooManyConditions", Contact.Lines(Contact.Read(more)));
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(201, "conditionGroup.conditions[0].value ListSize")]
    public void Read_List_AtMostTwoHundred(int values, string expected) =>
        Assert.Equal(expected, Contact.Lines(Contact.ReadOne("tags", "includes_any", List(values))));

    [Theory]
    [InlineData("tags", "includes_any", 200, false)]
    [InlineData("tags", "includes_all", 200, false)]
    [InlineData("tags", "excludes", 200, true)]
    [InlineData("tags", "excludes", 8, true)]
    [InlineData("data.grade", "excludes", 200, true)]
    [InlineData("data.grade", "includes_any", 8, false)]
    [InlineData("data.grade", "includes_any", 200, false)]
    public void Find_WidestTreeOfLists_Runs(string field, string name, int values, bool found)
    {
        var leaf = $$"""{"field":"{{field}}","operator":"{{name}}","value":{{List(values)}}}""";
        Assert.Equal(found ? 1 : 0, Find(Many(50, Many(50, leaf))).Count);
        Assert.Equal(found ? 1 : 0, Find(Many(50, Many(50, leaf)).Replace("AND", "OR", StringComparison.Ordinal)).Count);
    }

    [Fact]
    public void Find_DeepestAndWidestTree_Runs()
    {
        var leaf = """{"field":"data.lastOrder","operator":"not_equals","value":"2026-01-01"}""";
        var tree = Many(50, leaf);
        for (var level = 2; level <= 10; level++)
        {
            tree = $$"""{"operator":"{{(level % 2 == 0 ? "OR" : "AND")}}","conditions":[{{tree}},{{string.Join(',', Enumerable.Repeat(leaf, 49))}}]}""";
        }

        Assert.Single(Find(tree));
    }

    [Fact]
    public void Find_EmptyInnerGroups_MatchEveryRecord()
    {
        Assert.Single(Find("""{"operator":"AND","conditions":[{"operator":"OR","conditions":[]},{"field":"name","operator":"is_not_empty"}]}"""));
        Assert.Single(Find("""{"operator":"OR","conditions":[{"operator":"AND","conditions":[]},{"field":"name","operator":"is_empty"}]}"""));
        Assert.Empty(Find("""{"operator":"AND","conditions":[{"operator":"OR","conditions":[]},{"field":"name","operator":"is_empty"}]}"""));
    }

    [Theory]
    [InlineData("Asia/Seoul")]
    [InlineData("America/New_York")]
    public void Write_AtTheEndsOfTime_NeverThrows(string zone)
    {
        var days = """{"field":"data.lastOrder","operator":"between","value":["0001-01-01","9999-12-31"]}""";
        var rest = string.Join(',', Operators.All.Where(row => row.Period is not null && row.Fits(FieldKind.Instant))
            .Select(row => $$"""{"field":"dateCreated","operator":"{{row.Key}}","value":{{Math.Max(1, row.Most)}}}"""));
        var tree = Contact.Read($$"""{"operator":"AND","conditions":[{{days}},{{rest}}]}""").OrThrow();
        foreach (var now in new[] { DateTime.MinValue, DateTime.MaxValue, new DateTime(9999, 12, 31) })
        {
            var clock = new ConditionClock(DateTime.SpecifyKind(now, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(zone));
            ConditionSql.Write(new SqlText(), tree, SqlDialect.Postgres, clock);
        }
    }

    private static List<string> Find(string json)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var table = new SampleTable(connection, SqlDialect.Sqlite, Contact.Schema);
        var when = Contact.Clock.NowUtc;
        table.Fill([new SampleRecord("CRMRC1", "홍길동", new Dictionary<string, object> { ["CRMPP16"] = new[] { "골프" } }, ["tag 0"], null, when, when)]);
        table.IndexAll();
        return table.Find(Contact.Read(json).OrThrow(), Contact.Clock);
    }

    private static string Many(int count, string child) =>
        $$"""{"operator":"AND","conditions":[{{string.Join(',', Enumerable.Repeat(child, count))}}]}""";

    private static string Nested(int levels, string leaf) =>
        Enumerable.Range(0, levels).Aggregate(leaf, (inner, _) => $$"""{"operator":"OR","conditions":[{{inner}}]}""");

    private static string List(int values) => $"[{string.Join(',', Enumerable.Range(1, values).Select(i => $"\"tag {i}\""))}]";
}
