using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>GET records: the simple list, by keyword, by filters and by segment.</summary>
public sealed class SimpleListTests(SearchHost world) : IClassFixture<SearchHost>
{
    [Theory]
    [InlineData("""{"age":{"op":"eq","value":10}}""", "하나")]
    [InlineData("""{"age":{"op":"ne","value":10}}""", "둘 셋")]
    [InlineData("""{"age":{"op":"gt","value":10}}""", "둘")]
    [InlineData("""{"age":{"op":"gte","value":10}}""", "하나 둘")]
    [InlineData("""{"age":{"op":"lt","value":20}}""", "하나")]
    [InlineData("""{"age":{"op":"lte","value":20}}""", "하나 둘")]
    [InlineData("""{"text":{"op":"like","value":"VIP"}}""", "하나 둘")]
    [InlineData("""{"grade":{"op":"in","value":["VIP","no option"]}}""", "하나")]
    [InlineData("""{"age":{"op":"in","value":[20,30]}}""", "둘")]
    [InlineData("""{"age":{"op":"between","value":[5,15]}}""", "하나")]
    [InlineData("""{"date":{"op":"this_week"}}""", "둘")]
    [InlineData("""{"grade":{"op":"is_empty"}}""", "셋")]
    [InlineData("""{"name":{"op":"eq","value":"셋"}}""", "셋")]
    [InlineData("""{"data.age":{"op":"gte","value":10},"text":{"op":"like","value":"%"}}""", "하나")]
    [InlineData("""{}""", "하나 둘 셋")]
    public async Task Filters_ByEachOperator_AreJoinedByAnd(string filters, string expected) =>
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), SearchHost.Names(await ListAsync("filters", filters)).Split(' ').Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("nonsense", "400 filters")]
    [InlineData("[]", "400 filters")]
    [InlineData("""{"none":{"op":"eq","value":1}}""", "400 filters.none")]
    [InlineData("""{"age":10}""", "400 filters.age")]
    [InlineData("""{"age":{"value":10}}""", "400 filters.age.op")]
    [InlineData("""{"age":{"op":"equal","value":10}}""", "400 filters.age.op")]
    [InlineData("""{"age":{"op":"like","value":"1"}}""", "400 filters.age.op")]
    [InlineData("""{"age":{"op":"eq","value":"10"}}""", "400 filters.age.value")]
    [InlineData("""{"age":{"op":"eq"}}""", "400 filters.age.value")]
    [InlineData("""{"age":{"op":"eq","value":1},"age":{"op":"eq","value":2}}""", "400 filters")]
    public async Task Filters_Malformed_AreNamed(string filters, string expected) =>
        Assert.Equal(expected, (await ListAsync("filters", filters)).Paths());

    [Fact]
    public async Task Filters_ByPropertyId_AreThoseByKey()
    {
        var properties = await world.Owner.GetJson($"entities/{world.EntityId}/properties?limit=200");
        var age = (string)properties["data"]!.AsArray().Single(p => (string)p!["key"]! == "age")!["propertyId"]!;
        Assert.Equal("하나", SearchHost.Names(await ListAsync("filters", $$$"""{"{{{age}}}":{"op":"eq","value":10}}""")));
    }

    [Fact]
    public async Task Keyword_Filters_AndPages_Narrow_Together()
    {
        Assert.Equal("하나", SearchHost.Names(await ListAsync("keyword", "하")));
        Assert.Equal("셋", SearchHost.Names(await world.Owner.GetJson($"records?entityId={world.EntityId}&keyword={Uri.EscapeDataString("셋")}&filters=%7B%7D")));
        var first = await world.Owner.GetJson($"records?entityId={world.EntityId}&limit=2");
        var rest = await world.Owner.GetJson($"records?entityId={world.EntityId}&limit=2&startKey={Uri.EscapeDataString((string)first["nextKey"]!)}");
        Assert.Equal("셋 둘 하나", $"{SearchHost.Names(first)} {SearchHost.Names(rest)}");
        Assert.Null(rest["nextKey"]);
        Assert.Equal(nameof(ErrorCode.InvalidStartKey), (await world.Owner.GetJson($"records?entityId={world.EntityId}&keyword=x&startKey={Uri.EscapeDataString((string)first["nextKey"]!)}")).ErrorCode);
        Assert.Equal("400 limit", (await ListAsync("limit", "0")).Paths());
        Assert.Equal("400 entityId", (await world.Owner.GetJson("records")).Paths());
    }

    private Task<Answer> ListAsync(string name, string value) =>
        world.Host.As(Role.Viewer).GetJson($"records?entityId={world.EntityId}&{name}={Uri.EscapeDataString(value)}");
}
