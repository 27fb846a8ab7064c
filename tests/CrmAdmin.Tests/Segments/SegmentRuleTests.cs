using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Segments;

/// <summary>Who may save and run segments, what a change leaves behind, what the audit log says.</summary>
public sealed class SegmentRuleTests(CrmHost host) : IClassFixture<CrmHost>
{
    private readonly HttpClient admin = host.As(Role.Admin);
    private readonly HttpClient member = host.As(Role.Member);

    [Fact]
    public async Task MaskedField_BelowAdmin_MayNeitherBeSavedNorRun()
    {
        var entityId = await admin.EntityAsync();
        await admin.PropertyAsync(entityId, "phone", isMasked: true);
        var onPhone = Where("data.phone", "is_empty");
        var masked = await SegmentAsync(admin, entityId, onPhone);
        var outer = await SegmentAsync(admin, entityId, Where("segmentId", "includes", masked));
        var plain = await SegmentAsync(member, entityId, Where("name", "contains", "a"));
        Answer[] refused =
        [
            await member.PostJson("segments", new { entityId, name = "s", conditions = onPhone }),
            await member.PostJson("segments", new { entityId, name = "s", conditions = Where("segmentId", "includes", outer) }),
            await member.PatchJson($"segments/{plain}", new { conditions = onPhone }),
            await member.PatchJson($"segments/{outer}", new { name = "t" }),
            await member.PostJson($"segments/{outer}/count", null),
            await member.GetJson($"records?entityId={entityId}&segmentId={masked}"),
            await member.PostJson("records/search/advanced", new { entityId, conditionGroup = Where("segmentId", "includes", outer) }),
            await member.PostJson("records/export/request", new { entityId, format = "csv", segmentId = outer }),
        ];
        Assert.All(refused, answer => Assert.Equal((403, "Forbidden"), (answer.Code, answer.ErrorCode)));
        Assert.All(refused, answer => Assert.Contains("phone", (string)answer["errorMessage"]!));
        Assert.Equal(200, (await admin.PostJson($"segments/{outer}/count", null)).Code);
    }

    [Fact]
    public async Task Update_MembersPresent_AreReplaced()
    {
        var entityId = await admin.EntityAsync();
        var made = await Making.Made(member.PostJson("segments", new { entityId, name = "a", description = "d", color = "red", conditions = Where("name", "contains", "a") }));
        var segmentId = (string)made["segmentId"]!;
        var changed = await member.PatchJson($"segments/{segmentId}", """{"name":"b","color":null}""");
        Assert.Equal("b", (string)changed["name"]!);
        Assert.Equal("d", (string)changed["description"]!);
        Assert.Null(changed["color"]);
        Assert.Equal(made["conditions"]!.ToJsonString(), changed["conditions"]!.ToJsonString());
        Assert.Equal("400 name", (await member.PatchJson($"segments/{segmentId}", """{"name":null}""")).Paths());
        Assert.Equal("400 conditions", (await member.PatchJson($"segments/{segmentId}", """{"conditions":null}""")).Paths());
        Assert.Equal("400 entityId", (await member.PatchJson($"segments/{segmentId}", """{"entityId":"CRMET1"}""")).Paths());
        Assert.Equal(404, (await member.PatchJson("segments/CRMSG1no", """{"name":"b"}""")).Code);
    }

    [Fact]
    public async Task RenamedKey_InASavedSegment_ChangesNothing()
    {
        var entityId = await admin.EntityAsync();
        var propertyId = await admin.PropertyAsync(entityId, "city");
        var segmentId = await SegmentAsync(member, entityId, Where("data.city", "equals", "Seoul"));
        await Making.Made(admin.PatchJson($"properties/{propertyId}", new { key = "town" }));
        await member.RecordAsync(entityId, "a", new { town = "Seoul" });
        Assert.Equal(1, (int)(await member.PostJson($"segments/{segmentId}/count", null))["count"]!);
    }

    [Fact]
    public async Task EveryWrite_OfASegment_IsInTheAuditLog()
    {
        var entityId = await admin.EntityAsync();
        var segmentId = await SegmentAsync(member, entityId, Where("name", "contains", "a"));
        await Making.Made(member.PatchJson($"segments/{segmentId}", new { name = "t" }));
        await Making.Made(member.DeleteJson($"segments/{segmentId}"));
        var log = (await admin.GetJson($"audit-log?entityId={entityId}"))["data"]!.AsArray();
        var entries = log.Select(e => (string)e!["action"]!).Where(a => a.StartsWith("segment.", StringComparison.Ordinal));
        Assert.Equal(["segment.delete", "segment.update", "segment.create"], entries);
        var update = log.Single(e => (string)e!["action"]! == "segment.update")!["changes"]!.ToJsonString();
        Assert.Equal($$"""[{"field":"segmentId","from":"{{segmentId}}","to":"{{segmentId}}"},{"field":"name","from":"s","to":"t"}]""", update);
    }

    [Fact]
    public async Task Delete_Entity_TakesItsSegmentsAlong()
    {
        var entityId = await admin.EntityAsync();
        var segmentId = await SegmentAsync(member, entityId, Where("name", "contains", "a"));
        await Making.Made(admin.DeleteJson($"entities/{entityId}"));
        Assert.Equal(404, (await member.GetJson($"segments/{segmentId}")).Code);
    }

    private static async Task<string> SegmentAsync(HttpClient client, string entityId, object conditions) =>
        (string)(await Making.Made(client.PostJson("segments", new { entityId, name = "s", conditions })))["segmentId"]!;

    private static object Where(string field, string op, object? value = null) =>
        new { @operator = "AND", conditions = new[] { new { field, @operator = op, value } } };
}
