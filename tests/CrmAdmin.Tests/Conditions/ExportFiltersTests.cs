using CrmAdmin.Conditions;

namespace CrmAdmin.Tests.Conditions;

public sealed class ExportFiltersTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("{}")]
    public void Read_Nothing_MatchesEverything(string? json) => Assert.True(Read(json).OrThrow().MatchesAll);

    [Theory]
    [InlineData("{\"CRMPP11\":{\"op\":\"eq\",\"value\":\"VIP\"}}", "data.CRMPP11 equals")]
    [InlineData("{\"amount\":{\"op\":\"gte\",\"value\":5},\"data.birthday\":{\"op\":\"lt\",\"value\":\"2000-01-01\"}}", "data.CRMPP12 greater_or_equal, data.CRMPP14 less_than")]
    [InlineData("{\"name\":{\"op\":\"like\",\"value\":\"홍\"},\"tags\":{\"op\":\"in\",\"value\":[\"a\"]}}", "name contains, tags includes_any")]
    [InlineData("{\"memo\":{\"op\":\"is_empty\"},\"dateCreated\":{\"op\":\"this_week\"}}", "data.CRMPP17 is_empty, dateCreated this_week")]
    [InlineData("{\"amount\":{\"op\":\"in\",\"value\":[1,2]}}", "(data.CRMPP12 equals Or data.CRMPP12 equals)")]
    public void Read_Filters_AreJoinedByAnd(string json, string expected) =>
        Assert.Equal(expected, string.Join(", ", Read(json).OrThrow().Children.Select(Line)));

    [Theory]
    [InlineData("[]", "filters FiltersNeeded")]
    [InlineData("null", "filters FiltersNeeded")]
    [InlineData("{", "filters FiltersNeeded")]
    [InlineData("{\"name\":{\"op\":\"eq\",\"value\":\"a\"},\"name\":{\"op\":\"eq\",\"value\":\"b\"}}", "filters FiltersNeeded")]
    [InlineData("{\"name\":{\"op\":\"eq\",\"value\":\"\\ud800\"}}", "filters FiltersNeeded")]
    [InlineData("{\"gone\":{\"op\":\"eq\",\"value\":1}}", "filters.gone FieldUnknown")]
    [InlineData("{\"name\":\"홍\"}", "filters.name FilterNeeded")]
    [InlineData("{\"name\":{\"value\":\"홍\"}}", "filters.name.op OperatorNeeded")]
    [InlineData("{\"name\":{\"op\":\"is\",\"value\":\"홍\"}}", "filters.name.op OperatorUnknown")]
    [InlineData("{\"name\":{\"op\":\"gt\",\"value\":\"홍\"}}", "filters.name.op OperatorMisfit")]
    [InlineData("{\"amount\":{\"op\":\"eq\",\"value\":\"5\"},\"name\":{\"op\":\"eq\"}}", "filters.amount.value NumberNeeded\nfilters.name.value ValueNeeded")]
    [InlineData("{\"amount\":{\"op\":\"in\",\"value\":[1,\"2\"]}}", "filters.amount.value[1] NumberNeeded")]
    public void Read_Wrong_NamesEveryPlace(string json, string expected) => Assert.Equal(expected, Contact.Lines(Read(json)));

    private static Reading Read(string? json) => ExportFilters.Read(json, Contact.Scope());

    private static string Line(Node node) => node switch
    {
        Condition condition => $"{condition.Field.Path} {condition.Operator.Key}",
        Group group => $"({string.Join($" {group.Operator} ", group.Children.Select(Line))})",
        _ => "",
    };
}
