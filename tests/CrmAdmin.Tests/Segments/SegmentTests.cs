using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Segments;

public sealed class SegmentTests(CrmHost host) : IClassFixture<CrmHost>
{
    private readonly HttpClient admin = host.As(Role.Admin);
    private readonly HttpClient member = host.As(Role.Member);
    private readonly HttpClient viewer = host.As(Role.Viewer);

    [Fact]
    public async Task Create_Segment_IsAnsweredAndFoundAgain()
    {
        var (entityId, city) = await EntityAsync();
        var made = await member.PostJson("segments", new
        {
            entityId, name = "서울 고객", description = "d", color = "blue", conditions = Where("data.city", "equals", "Seoul"),
        });
        Assert.Equal(200, made.Code);
        Assert.StartsWith("CRMSG1", (string)made["segmentId"]!);
        Assert.Equal((entityId, "서울 고객", "d", "blue"), ((string)made["entityId"]!, (string)made["name"]!, (string)made["description"]!, (string)made["color"]!));
        Assert.Equal(
            $$"""{"operator":"AND","conditions":[{"field":"data.{{city}}","operator":"equals","value":"Seoul"}]}""", made["conditions"]!.ToJsonString());
        Assert.NotNull(made["ownerId"]);
        Assert.Equal((string)made["dateCreated"]!, (string)made["dateUpdated"]!);
        Assert.Equal(made.Body!.ToJsonString(), (await viewer.GetJson($"segments/{made["segmentId"]}")).Body!.ToJsonString());
        var listed = await viewer.GetJson($"segments?entityId={entityId}");
        Assert.Equal(made.Body!.ToJsonString(), Assert.Single(listed["data"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task Create_WhatIsWrong_IsNamedByItsPath()
    {
        var (entityId, _) = await EntityAsync();
        Assert.Equal("400 entityId name conditions", (await member.PostJson("segments", new { })).Paths());
        Assert.Equal("400 name", (await member.PostJson("segments", new { entityId, name = new string('x', 101), conditions = Where() })).Paths());
        Assert.Equal("400 conditions.conditions[0].field", (await Create(entityId, Where("data.gone", "is_empty"))).Paths());
        Assert.Equal("400 conditions.conditions[0].operator", (await Create(entityId, Where("segmentId", "excludes", "CRMSG1"))).Paths());
        Assert.Equal(404, (await member.PostJson("segments", new { entityId = "CRMET1no", name = "n", conditions = Where() })).Code);
        Assert.Equal(403, (await viewer.PostJson("segments", new { entityId, name = "n", conditions = Where() })).Code);
    }

    [Fact]
    public async Task Count_Segment_IsDynamic()
    {
        var (entityId, _) = await EntityAsync();
        var segmentId = await SegmentAsync(entityId, Where("data.city", "equals", "seoul"));
        Assert.Equal(0, (int)(await viewer.PostJson($"segments/{segmentId}/count", null))["count"]!);
        await member.RecordAsync(entityId, "a", new { city = "Seoul" });
        await member.RecordAsync(entityId, "b", new { city = "Busan" });
        Assert.Equal("""{"count":1}""", (await viewer.PostJson($"segments/{segmentId}/count", null)).Body!.ToJsonString());
    }

    [Fact]
    public async Task List_BySegment_HasItsRecordsAlone()
    {
        var (entityId, _) = await EntityAsync();
        var (other, _) = await EntityAsync();
        var segmentId = await SegmentAsync(entityId, Where("data.city", "equals", "Seoul"));
        var recordId = await member.RecordAsync(entityId, "kim", new { city = "Seoul" });
        await member.RecordAsync(entityId, "kim", new { city = "Busan" });
        await member.RecordAsync(entityId, "lee", new { city = "Seoul" });
        var page = await viewer.GetJson($"records?entityId={entityId}&segmentId={segmentId}&keyword=kim");
        Assert.Equal(recordId, (string)Assert.Single(page["data"]!.AsArray())!["recordId"]!);
        Assert.Equal(404, (await viewer.GetJson($"records?entityId={entityId}&segmentId=CRMSG1no")).Code);
        Assert.Equal(404, (await viewer.GetJson($"records?entityId={other}&segmentId={segmentId}")).Code);
        Assert.Equal(404, (await member.PostJson("records/export/request", new { entityId = other, format = "csv", segmentId })).Code);
        Assert.Equal(404, (await viewer.GetJson("segments?entityId=CRMET1no")).Code);
    }

    [Fact]
    public async Task Search_SegmentAsCondition_StandsInTrees()
    {
        var (entityId, _) = await EntityAsync();
        var (other, _) = await EntityAsync();
        var seoul = await SegmentAsync(entityId, Where("data.city", "equals", "Seoul"));
        var outer = await SegmentAsync(entityId, Where("segmentId", "includes", seoul));
        var recordId = await member.RecordAsync(entityId, "kim", new { city = "Seoul" });
        await member.RecordAsync(entityId, "lee", new { city = "Busan" });
        var found = await viewer.PostJson("records/search/advanced", new { entityId, conditionGroup = Where("segmentId", "includes", outer) });
        Assert.Equal(recordId, (string)Assert.Single(found["data"]!.AsArray())!["recordId"]!);
        Assert.Equal("400 conditionGroup.conditions[0].value", (await Search(entityId, Where("segmentId", "includes", "CRMSG1no"))).Paths());
        Assert.Equal("400 conditionGroup.conditions[0].value", (await Search(other, Where("segmentId", "includes", seoul))).Paths());
        Assert.Equal("400 conditionGroup.conditions[0].operator", (await Search(entityId, Where("segmentId", "equals", seoul))).Paths());
        Assert.Equal("400 conditions.conditions[0].value", (await Create(other, Where("segmentId", "includes", seoul))).Paths());
    }

    [Fact]
    public async Task Update_Circle_IsRefused()
    {
        var (entityId, _) = await EntityAsync();
        var a = await SegmentAsync(entityId, Where());
        var b = await SegmentAsync(entityId, Where("segmentId", "includes", a));
        var c = await SegmentAsync(entityId, Where("segmentId", "includes", b));
        foreach (var named in new[] { a, b, c })
        {
            var answer = await member.PatchJson($"segments/{a}", new { conditions = Where("segmentId", "includes", named) });
            Assert.Equal("400 conditions.conditions[0].value", answer.Paths());
        }

        Assert.Equal(200, (await Search(entityId, Where("segmentId", "includes", c))).Code);
    }

    [Fact]
    public async Task Delete_SegmentThatAnotherUses_IsAConflict()
    {
        var (entityId, _) = await EntityAsync();
        var a = await SegmentAsync(entityId, Where());
        var b = await SegmentAsync(entityId, new { @operator = "OR", conditions = new[] { Where("segmentId", "includes", a) } });
        Assert.Equal((409, "Conflict"), ((await member.DeleteJson($"segments/{a}")) is var refused ? (refused.Code, refused.ErrorCode) : default));
        Assert.Equal($$"""{"segmentId":"{{b}}"}""", (await member.DeleteJson($"segments/{b}")).Body!.ToJsonString());
        Assert.Equal(200, (await member.DeleteJson($"segments/{a}")).Code);
        Assert.Equal(404, (await member.DeleteJson($"segments/{a}")).Code);
        Assert.Equal(404, (await viewer.GetJson($"segments/{a}")).Code);
    }

    [Fact]
    public async Task Levels_OfSegments_Count()
    {
        var (entityId, _) = await EntityAsync();
        var nine = await SegmentAsync(entityId, Nested(9));
        var ten = await SegmentAsync(entityId, Where("segmentId", "includes", nine));
        Assert.Equal("400 conditions.conditions[0].value", (await Create(entityId, Where("segmentId", "includes", ten))).Paths());
        Assert.Equal("400 conditionGroup.conditions[0].value", (await Search(entityId, Where("segmentId", "includes", ten))).Paths());
        Assert.Equal(200, (await viewer.GetJson($"records?entityId={entityId}&segmentId={ten}")).Code);
        Assert.Equal("400 conditions", (await member.PatchJson($"segments/{nine}", new { conditions = Nested(10) })).Paths());
    }

    [Fact]
    public async Task Conditions_OfSegments_Count()
    {
        var (entityId, _) = await EntityAsync();
        var fifty = new { @operator = "AND", conditions = Enumerable.Repeat(Condition("name", "contains", "a"), 50) };
        var full = await SegmentAsync(entityId, new { @operator = "AND", conditions = Enumerable.Repeat(fifty, 50) });
        Assert.Equal(200, (await viewer.GetJson($"records?entityId={entityId}&segmentId={full}")).Code);
        var more = new { @operator = "AND", conditions = new[] { Condition("segmentId", "includes", full), Condition("name", "contains", "b") } };
        Assert.Equal("400 conditionGroup", (await Search(entityId, more)).Paths());
        Assert.Equal(400, (await viewer.GetJson($"records?entityId={entityId}&segmentId={full}&keyword=b")).Code);
    }

    [Fact]
    public async Task Using_PropertyRemovedSince_IsRefused()
    {
        var (entityId, city) = await EntityAsync();
        var broken = await SegmentAsync(entityId, Where("data.city", "equals", "Seoul"));
        Assert.Equal(200, (await admin.DeleteJson($"properties/{city}")).Code);
        await admin.PropertyAsync(entityId, "city");
        Assert.Equal("400 segmentId", (await viewer.GetJson($"records?entityId={entityId}&segmentId={broken}")).Paths());
        Assert.Equal("400 segmentId", (await viewer.PostJson($"segments/{broken}/count", null)).Paths());
        Assert.Equal("400 conditionGroup.conditions[0].value", (await Search(entityId, Where("segmentId", "includes", broken))).Paths());
        Assert.Equal(200, (await member.PatchJson($"segments/{broken}", new { conditions = Where("data.city", "equals", "Seoul") })).Code);
        Assert.Equal(200, (await viewer.GetJson($"records?entityId={entityId}&segmentId={broken}")).Code);
    }

    private async Task<(string EntityId, string City)> EntityAsync()
    {
        var entityId = await admin.EntityAsync();
        return (entityId, await admin.PropertyAsync(entityId, "city"));
    }

    private Task<Answer> Create(string entityId, object conditions) => member.PostJson("segments", new { entityId, name = "s", conditions });

    private async Task<string> SegmentAsync(string entityId, object conditions) =>
        (string)(await Making.Made(Create(entityId, conditions)))["segmentId"]!;

    private Task<Answer> Search(string entityId, object conditionGroup) => viewer.PostJson("records/search/advanced", new { entityId, conditionGroup });

    private static object Where() => new { @operator = "AND", conditions = Array.Empty<object>() };

    private static object Where(string field, string op, object? value = null) => new { @operator = "AND", conditions = new[] { Condition(field, op, value) } };

    private static object Condition(string field, string op, object? value) => new { field, @operator = op, value };

    private static object Nested(int levels) => levels == 1 ? Where() : new { @operator = "AND", conditions = new[] { Nested(levels - 1) } };
}
