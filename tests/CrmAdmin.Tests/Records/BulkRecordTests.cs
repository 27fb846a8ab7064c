using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

/// <summary>«records/bulk/create and records/bulk/update: 1..1000 items, each standing alone», sentence by sentence.</summary>
public sealed class BulkRecordTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private const string Nobody = "CRMRC1260423081530123ABC11122233";
    private string entity = "";
    private string age = "";

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Create_EachItem_StandsAloneAndIsToldOfInOrder()
    {
        var answer = await Making.Made(Owner.PostJson("records/bulk/create", new
        {
            entityId = entity,
            records = new object?[] { new { name = "first", data = new { age = 1 }, tags = new[] { "t" }, ownerId = "USR-1" }, new { name = "", data = new { age = "old" } }, 7, new { name = "second" } },
        }));
        var items = answer["resultList"]!.AsArray();

        Assert.Equal(["created", "skipped", "errorCount", "resultList"], answer.Body!.AsObject().Select(m => m.Key));
        Assert.Equal((2, 2, 2), ((int)answer["created"]!, (int)answer["skipped"]!, (int)answer["errorCount"]!));
        Assert.Equal(["Success", "ValidationError", "ValidationError", "Success"], items.Select(item => (string?)item!["resultCode"]));
        Assert.Equal(["recordId", "resultCode"], items[0]!.AsObject().Select(m => m.Key));
        Assert.Equal(["resultCode", "resultMessage", "details"], items[1]!.AsObject().Select(m => m.Key));
        Assert.Equal(["records[1].name", "records[1].data.age"], items[1]!["details"]!.AsArray().Select(d => (string?)d!["path"]));
        Assert.Equal("records[2]", (string?)items[2]!["details"]![0]!["path"]);
        Assert.All(items[1]!["details"]!.AsArray(), detail => Assert.NotEmpty((string?)detail!["message"] ?? ""));
        var first = await Making.Made(Owner.GetJson($"records/{items[0]!["recordId"]}"));
        Assert.Equal(("first", $$"""{"{{age}}":1}""", """["t"]""", "USR-1"), ((string?)first["name"], first["data"]!.ToJsonString(), first["tags"]!.ToJsonString(), (string?)first["ownerId"]));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Update_EachItem_StandsAloneAndIsToldOfInOrder()
    {
        var (first, second, trashed) = (await Owner.RecordAsync(entity, "a", new { age = 1 }), await Owner.RecordAsync(entity, "b", new { age = 1 }), await Owner.RecordAsync(entity, "c"));
        await Making.Made(Owner.DeleteJson($"records/{trashed}"));

        var answer = await Making.Made(Owner.PostJson("records/bulk/update", new
        {
            records = new object[]
            {
                new { recordId = first, data = new { age = 2 } }, new { recordId = Nobody, name = "x" }, new { recordId = trashed, name = "x" }, new { name = "x" },
                new { recordId = second, name = "", data = new { age = 3 } }, new { recordId = first, name = "twice" },
            },
        }));
        var items = answer["resultList"]!.AsArray();

        Assert.Equal(["updated", "skipped", "errorCount", "resultList"], answer.Body!.AsObject().Select(m => m.Key));
        Assert.Equal((2, 4, 4), ((int)answer["updated"]!, (int)answer["skipped"]!, (int)answer["errorCount"]!));
        Assert.Equal(
            ["Success", "ResourceNotFound", "ResourceNotFound", "ValidationError", "ValidationError", "Success"], items.Select(item => (string?)item!["resultCode"]));
        Assert.Equal([first, Nobody, trashed, null, second, first], items.Select(item => (string?)item!["recordId"]));
        Assert.Equal(("records[3].recordId", "records[4].name"), ((string?)items[3]!["details"]![0]!["path"], (string?)items[4]!["details"]![0]!["path"]));
        Assert.Equal(("twice", 2), await StateAsync(first));
        Assert.Equal(("b", 1), await StateAsync(second));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("update")]
    public async Task Items_NoneOrMoreThanAThousandOrNoList_AreRefusedAsAWhole(string verb)
    {
        string Body(string records) => $$"""{"entityId":"{{entity}}","records":{{records}} }""";
        var item = verb == "create" ? """{"name":"a"}""" : $$"""{"recordId":"{{Nobody}}"}""";
        string Items(int count) => $"[{string.Join(',', Enumerable.Repeat(item, count))}]";

        foreach (var records in new[] { "[]", "null", "{}", "\"a\"", Items(1001) })
        {
            Assert.Equal("400 records", (await Owner.PostJson($"records/bulk/{verb}", Body(records))).Paths());
        }

        Assert.Equal(0, await CountAsync());
        Assert.Equal(1000, (await Making.Made(Owner.PostJson($"records/bulk/{verb}", Body(Items(1000)))))["resultList"]!.AsArray().Count);
    }

    [Fact]
    public async Task Create_OverTheQuota_MakesTheFirstAndTellsOfTheRest()
    {
        await using var small = new CrmHost();
        var owner = small.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        await Making.Made(owner.PatchJson("plan", """{"records.max":2}"""));

        var answer = await Making.Made(owner.PostJson("records/bulk/create", new { entityId, records = Enumerable.Range(0, 3).Select(i => new { name = $"n{i}" }) }));

        Assert.Equal((2, 1), ((int)answer["created"]!, (int)answer["skipped"]!));
        Assert.Equal(["Success", "Success", "PlanQuotaExceeded"], answer["resultList"]!.AsArray().Select(item => (string?)item!["resultCode"]));
    }

    [Fact]
    public async Task Restore_OverTheQuota_IsToldOfAndLeavesTheRecordInTheTrash()
    {
        await using var small = new CrmHost();
        var owner = small.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        string[] ids = [await owner.RecordAsync(entityId, "a"), await owner.RecordAsync(entityId, "b")];
        await Making.Made(owner.PostJson("records/bulk/delete", new { recordIds = ids }));
        await Making.Made(owner.PatchJson("plan", """{"records.max":1}"""));

        var answer = await Making.Made(owner.PostJson("records/bulk/restore", new { recordIds = ids }));
        var one = await owner.PostJson($"records/{ids[1]}/restore", null);

        Assert.Equal((1, 1), ((int)answer["restored"]!, (int)answer["skipped"]!));
        Assert.Equal(["Success", "PlanQuotaExceeded"], answer["resultList"]!.AsArray().Select(item => (string?)item!["resultCode"]));
        Assert.Equal((403, "PlanQuotaExceeded"), (one.Code, one.ErrorCode));
        Assert.Equal(ids[1], (string?)Assert.Single((await Making.Made(owner.GetJson($"records/trash?entityId={entityId}")))["data"]!.AsArray())!["recordId"]);
    }

    [Fact]
    public async Task EveryItem_IsInTheAuditLogUnderOneRequest()
    {
        var made = await Making.Made(Owner.PostJson("records/bulk/create", new { entityId = entity, records = new[] { new { name = "a" }, new { name = "b" } } }));
        var recordIds = made["resultList"]!.AsArray().Select(item => (string)item!["recordId"]!).ToArray();
        await Making.Made(Owner.PostJson("records/bulk/update", new { records = recordIds.Select(recordId => new { recordId, name = "c" }) }));

        var entries = (await Making.Made(Owner.GetJson($"audit-log?entityId={entity}&limit=4")))["data"]!.AsArray();

        Assert.Equal(["record.update", "record.update", "record.create", "record.create"], entries.Select(e => (string?)e!["action"]));
        Assert.Equal(2, entries.Select(e => (string?)e!["requestId"]).Distinct().Count());
        Assert.Equal(recordIds.Order(StringComparer.Ordinal), entries.Take(2).Select(e => (string)e!["recordId"]!).Order(StringComparer.Ordinal));
        Assert.All(entries.Take(2), e => Assert.Equal(("name", "c"), ((string?)e!["changes"]![0]!["field"], (string?)e["changes"]![0]!["to"])));
    }

    public async Task InitializeAsync()
    {
        entity = await Owner.EntityAsync();
        age = await Owner.PropertyAsync(entity, "age", "NUMBER");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<(string? Name, int Age)> StateAsync(string recordId)
    {
        var record = await Making.Made(Owner.GetJson($"records/{recordId}"));
        return ((string?)record["name"], (int)record["data"]![age]!);
    }

    private async Task<int> CountAsync() => (int)(await Making.Made(Owner.PostJson("records/search/count", new { entityId = entity })))["count"]!;
}
