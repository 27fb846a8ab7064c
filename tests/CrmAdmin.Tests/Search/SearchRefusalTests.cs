using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>What a search may not be, and where the answer says so; and what it may just be.</summary>
public sealed class SearchRefusalTests(SearchHost world) : IClassFixture<SearchHost>
{
    private const string First = "conditionGroup.conditions[0]";

    [Theory]
    [InlineData("null", "하나 둘 셋")]
    [InlineData("""{"operator":"AND","conditions":[]}""", "하나 둘 셋")]
    [InlineData("""{"operator":"OR","conditions":[{"operator":"AND","conditions":[]},{"field":"name","operator":"equals","value":"없음"}]}""", "하나 둘 셋")]
    [InlineData("""{"operator":"AND","conditions":[{"operator":"OR","conditions":[]},{"field":"name","operator":"equals","value":"둘"}]}""", "둘")]
    public async Task Group_NoneOrEmpty_MatchesEveryRecord(string group, string expected) =>
        Assert.Equal(expected, SearchHost.Names(await world.SearchAsync(JsonNode.Parse(group), "recordId")));

    [Theory]
    [InlineData("""{"conditions":[]}""", "400 conditionGroup.operator")]
    [InlineData("""{"operator":"and","conditions":[]}""", "400 conditionGroup.operator")]
    [InlineData("""{"operator":"NOT","conditions":[]}""", "400 conditionGroup.operator")]
    [InlineData("""{"operator":"AND","conditions":{}}""", "400 conditionGroup.conditions")]
    [InlineData("""{"field":"name","operator":"equals","value":"x"}""", "400 conditionGroup")]
    [InlineData("""[]""", "400 conditionGroup")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"name","operator":"AND","conditions":[]}]}""", "400 conditionGroup.conditions[0]")]
    [InlineData("""{"operator":"AND","conditions":[1]}""", "400 conditionGroup.conditions[0]")]
    [InlineData("""{"operator":"AND","conditions":[{"operator":"equals","value":"x"}]}""", "400 conditionGroup.conditions[0].field")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"name","value":"x"}]}""", "400 conditionGroup.conditions[0].operator")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"none","operator":"none"},{"operator":"OR","conditions":[{"field":"name","operator":"equals"}]}]}""",
        "400 conditionGroup.conditions[0].field conditionGroup.conditions[0].operator conditionGroup.conditions[1].conditions[0].value")]
    public async Task Group_Malformed_IsNamedAtEachPlace(string group, string expected) =>
        Assert.Equal(expected, (await world.SearchAsync(JsonNode.Parse(group))).Paths());

    [Theory]
    [InlineData(50, "200 ")]
    [InlineData(51, "400 conditionGroup.conditions")]
    public async Task Group_OfChildren_HasAtMostFifty(int children, string expected) =>
        Assert.Equal(expected, (await world.SearchAsync(Or(Enumerable.Range(0, children).Select(_ => Named("x"))))).Paths());

    [Theory]
    [InlineData(10, 200)]
    [InlineData(11, 400)]
    public async Task Group_OfLevels_HasAtMostTenTheRootBeingTheFirst(int levels, int expected)
    {
        var group = Or([Named("x")]);
        for (var level = 1; level < levels; level++)
        {
            group = Or([group]);
        }

        Assert.Equal(expected, (await world.SearchAsync(group)).Code);
    }

    [Theory]
    [InlineData(0, "200 ")]
    [InlineData(1, "400 conditionGroup")]
    public async Task Tree_OfConditions_HasAtMostTwoThousandFiveHundred(int more, string expected)
    {
        var groups = Enumerable.Range(0, 49).Select(_ => Or(Enumerable.Range(0, 50).Select(_ => Named("x")))).ToList();
        groups.Add(Or([.. Enumerable.Range(0, 49).Select(_ => Named("x")), Or(Enumerable.Range(0, 1 + more).Select(_ => Named("x")))]));
        Assert.Equal(expected, (await world.SearchAsync(Or(groups))).Paths());
    }

    [Theory]
    [InlineData("name", "equals", null, "value")]
    [InlineData("name", "equals", "null", "value")]
    [InlineData("name", "equals", "\"\"", "value")]
    [InlineData("name", "contains", "\"\"", "value")]
    [InlineData("name", "equals", "1", "value")]
    [InlineData("name", "equals", "[\"x\"]", "value")]
    [InlineData("data.age", "equals", "\"10\"", "value")]
    [InlineData("data.age", "equals", "9007199254740992", "value")]
    [InlineData("data.boolean", "equals", "\"true\"", "value")]
    [InlineData("data.date", "equals", "\"2026-11-21T00:00:00Z\"", "value")]
    [InlineData("data.date", "equals", "\"2026-02-30\"", "value")]
    [InlineData("data.datetime", "equals", "\"2026-11-21T00:00:00\"", "value")]
    [InlineData("data.age", "between", "[2, 1]", "value")]
    [InlineData("data.age", "between", "[1]", "value")]
    [InlineData("data.age", "between", "[1, null]", "value[1]")]
    [InlineData("data.age", "between", "1", "value")]
    [InlineData("data.datetime", "between", "[\"2026-11-22\", \"2026-11-21\"]", "value")]
    [InlineData("data.date", "in_last_days", "0", "value")]
    [InlineData("data.date", "in_last_days", "36501", "value")]
    [InlineData("data.date", "in_last_days", "1.5", "value")]
    [InlineData("data.date", "in_last_days", "\"1\"", "value")]
    [InlineData("data.datetime", "in_next_minutes", "5256001", "value")]
    [InlineData("data.likes", "includes", "[\"a\"]", "value")]
    [InlineData("data.likes", "includes_any", "[]", "value")]
    [InlineData("data.likes", "includes_all", "[\"a\", \"\"]", "value[1]")]
    [InlineData("data.likes", "excludes", "null", "value")]
    public async Task Value_OfTheWrongKind_IsNamed(string field, string name, string? value, string path) =>
        Assert.Equal($"400 {First}.{path}", (await world.SearchAsync(field, name, value)).Paths());

    [Theory]
    [InlineData("data.date", "in_last_days", "36500")]
    [InlineData("data.datetime", "in_next_minutes", "5256000")]
    [InlineData("data.age", "equals", "9007199254740991")]
    [InlineData("data.age", "between", "[1, 1]")]
    [InlineData("data.datetime", "between", "[\"2026-11-21\", \"2026-11-21\"]")]
    public async Task Value_AtItsLimit_IsTaken(string field, string name, string value) =>
        Assert.Equal("200 ", (await world.SearchAsync(field, name, value)).Paths());

    [Theory]
    [InlineData(200, "200 ")]
    [InlineData(201, "400 conditionGroup.conditions[0].value")]
    public async Task List_OfValues_HasAtMostTwoHundred(int values, string expected) => Assert.Equal(
        expected, (await world.SearchAsync("data.likes", "includes_any", JsonSerializer.Serialize(Enumerable.Range(0, values).Select(i => $"v{i}")))).Paths());

    [Theory]
    [InlineData("""{"limit":0}""", "400 limit")]
    [InlineData("""{"limit":201}""", "400 limit")]
    [InlineData("""{"limit":200}""", "200 ")]
    [InlineData("""{"limit":1}""", "200 ")]
    [InlineData("""{"sortFields":["name","-name","recordId","dateCreated","-dateUpdated"]}""", "200 ")]
    [InlineData("""{"sortFields":["name","name","name","name","name","name"]}""", "400 sortFields")]
    [InlineData("""{"sortFields":["tags","ownerId","data.likes","data.file","--name"]}""", "400 sortFields[0] sortFields[1] sortFields[2] sortFields[3] sortFields[4]")]
    [InlineData("""{"sortFields":["data.none"]}""", "400 sortFields[0]")]
    [InlineData("""{"entityId":""}""", "400 entityId")]
    [InlineData("""{"somethingElse":1}""", "200 ")]
    public async Task Search_WithMembers_IsTakenOrNamed(string members, string expected)
    {
        var body = JsonNode.Parse(members)!.AsObject();
        body["entityId"] ??= world.EntityId;
        Assert.Equal(expected, (await world.Owner.PostJson("records/search/advanced", body)).Paths());
    }

    [Fact]
    public async Task Search_OfAnUnknownEntity_Is404()
    {
        var answer = await world.Owner.PostJson("records/search/advanced", new { entityId = "CRMET1260423081530123ENT11122233" });
        Assert.Equal((404, nameof(ErrorCode.ResourceNotFound)), (answer.Code, answer.ErrorCode));
    }

    [Fact]
    public async Task Condition_OnAMaskedField_IsForbiddenBelowAdminAndNamed()
    {
        await world.Owner.PropertyAsync(world.EntityId, "secret", isMasked: true);
        object Body(object? group, params string[] sortFields) => new { entityId = world.EntityId, conditionGroup = group, sortFields };
        var group = Or([new JsonObject { ["field"] = "data.secret", ["operator"] = "is_empty" }]);

        foreach (var body in new[] { Body(group), Body(null, "-data.secret") })
        {
            var answer = await world.Host.As(Role.Member).PostJson("records/search/advanced", body);
            Assert.Equal((403, nameof(ErrorCode.Forbidden)), (answer.Code, answer.ErrorCode));
            Assert.Contains("secret", (string)answer["errorMessage"]!, StringComparison.Ordinal);
            Assert.Equal(200, (await world.Host.As(Role.Admin).PostJson("records/search/advanced", body)).Code);
        }
    }

    private static JsonObject Or(IEnumerable<JsonObject> children) => new() { ["operator"] = "OR", ["conditions"] = new JsonArray([.. children]) };

    private static JsonObject Named(string name) => new() { ["field"] = "name", ["operator"] = "equals", ["value"] = name };
}
