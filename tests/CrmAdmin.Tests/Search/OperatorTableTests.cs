using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>The contract's table of operators, field by field over HTTP.</summary>
public sealed class OperatorTableTests(SearchHost world) : IClassFixture<SearchHost>
{
    private const string Ordered = "number date datetime";
    private const string Comparable = "text boolean choice " + Ordered;
    private const string Everything = "set file " + Comparable;

    private static readonly Dictionary<string, string> Table = new()
    {
        ["equals"] = Comparable,
        ["not_equals"] = Comparable,
        ["contains"] = "text",
        ["not_contains"] = "text",
        ["starts_with"] = "text",
        ["ends_with"] = "text",
        ["is_empty"] = Everything,
        ["is_not_empty"] = Everything,
        ["greater_than"] = Ordered,
        ["less_than"] = Ordered,
        ["greater_or_equal"] = Ordered,
        ["less_or_equal"] = Ordered,
        ["between"] = Ordered,
        ["before"] = "date datetime",
        ["after"] = "date datetime",
        ["in_last_days"] = "date datetime",
        ["in_next_days"] = "date datetime",
        ["in_last_minutes"] = "datetime",
        ["in_next_minutes"] = "datetime",
        ["this_week"] = "date datetime",
        ["this_month"] = "date datetime",
        ["this_year"] = "date datetime",
        ["includes"] = "set choice text",
        ["excludes"] = "set choice text",
        ["includes_all"] = "set choice text",
        ["includes_any"] = "set choice text",
    };

    /// <summary>What each field counts as; a single choice has the text operators too.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["name"] = "text",
        ["tags"] = "set",
        ["recordId"] = "text",
        ["ownerId"] = "text",
        ["dateCreated"] = "datetime",
        ["dateUpdated"] = "datetime",
        ["data.text"] = "text",
        ["data.long_text"] = "text",
        ["data.email"] = "text",
        ["data.phone"] = "text",
        ["data.url"] = "text",
        ["data.age"] = "number",
        ["data.boolean"] = "boolean",
        ["data.date"] = "date",
        ["data.datetime"] = "datetime",
        ["data.grade"] = "choice text",
        ["data.plan"] = "choice text",
        ["data.likes"] = "set",
        ["data.file"] = "file",
    };

    [Fact]
    public async Task Search_EachOperatorOnEachField_IsTakenWhereTheTableHasItAndElseNamed()
    {
        var misfits = new List<string>();
        foreach (var (name, on) in Table)
        {
            foreach (var (field, kinds) in Fields)
            {
                var answer = await world.SearchAsync(field, name, Value(name, kinds));
                var expected = on.Split(' ').Intersect(kinds.Split(' ')).Any() ? "200 " : "400 conditionGroup.conditions[0].operator";
                if (answer.Paths() != expected)
                {
                    misfits.Add($"{field} {name}: {answer.Paths()}, expected {expected}");
                }
            }
        }

        Assert.True(misfits.Count == 0, string.Join('\n', misfits));
    }

    [Theory]
    [InlineData("EQUALS")]
    [InlineData("eq")]
    [InlineData("is")]
    [InlineData("")]
    [InlineData("equals ")]
    public async Task Search_UnknownOperator_IsNamed(string name) =>
        Assert.Equal("400 conditionGroup.conditions[0].operator", (await world.SearchAsync("name", name, "\"x\"")).Paths());

    [Theory]
    [InlineData("Name")]
    [InlineData("data.none")]
    [InlineData("data.")]
    [InlineData("text")]
    [InlineData("entityId")]
    [InlineData("")]
    public async Task Search_UnknownField_IsNamed(string field) =>
        Assert.Equal("400 conditionGroup.conditions[0].field", (await world.SearchAsync(field, "equals", "\"x\"")).Paths());

    private static string? Value(string name, string kinds) => (name, kinds) switch
    {
        ("is_empty" or "is_not_empty" or "this_week" or "this_month" or "this_year", _) => null,
        ("in_last_days" or "in_next_days" or "in_last_minutes" or "in_next_minutes", _) => "5",
        ("between", "number") => "[1, 2]",
        ("between", _) => "[\"2026-01-01\", \"2026-01-02\"]",
        (_, "number") => "1",
        (_, "boolean") => "true",
        (_, "date" or "datetime") => "\"2026-01-01\"",
        _ => "\"x\"",
    };
}
