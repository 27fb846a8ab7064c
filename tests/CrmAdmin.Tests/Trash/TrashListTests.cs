using System.Globalization;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmAdmin.Tests.Trash;

/// <summary>What the trash shows, and for how long.</summary>
public sealed class TrashListTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly TempFolder folder = new();
    private CrmHost host = null!;
    private string entityId = "";

    private HttpClient Member => host.As(Role.Member);

    public async Task InitializeAsync()
    {
        host = Start("14.00:00:00");
        entityId = await host.As(Role.Owner).EntityAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        TestDatabase.Leave(folder.Path);
        folder.Dispose();
    }

    [Fact]
    public async Task List_IsNewestDeletionFirstPageByPageAndNarrowed()
    {
        var ids = new List<string>();
        foreach (var name in new[] { "가", "나", "다", "라", "가나" })
        {
            ids.Add(await Member.RecordAsync(entityId, name));
        }

        foreach (var recordId in new[] { ids[2], ids[0], ids[4], ids[1] })
        {
            await Making.Made(Member.DeleteJson($"records/{recordId}"));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("나 가나 가 다", Names(await ListAsync()));
        var first = await ListAsync("limit=3");
        Assert.Equal("나 가나 가", Names(first));
        var rest = await ListAsync($"limit=3&startKey={Uri.EscapeDataString((string)first["nextKey"]!)}");
        Assert.Equal("다", Names(rest));
        Assert.Null(rest["nextKey"]);
        Assert.Equal("가나 가", Names(await ListAsync("keyword=" + Uri.EscapeDataString("가"))));
        Assert.Equal("가나", Names(await ListAsync("keyword=" + Uri.EscapeDataString("ㄱㄴ"))));
        Assert.Equal("나 가나", Names(await ListAsync("filters=" + Uri.EscapeDataString("""{"name":{"op":"like","value":"나"}}"""))));
        var conditions = new { @operator = "AND", conditions = new[] { new { field = "name", @operator = "equals", value = "다" } } };
        var segment = await Making.Made(Member.PostJson("segments", new { entityId, name = "s", conditions }));
        Assert.Equal("다", Names(await ListAsync($"segmentId={segment["segmentId"]}")));
    }

    [Fact]
    public async Task List_OfWrongParameters_NamesThem()
    {
        Assert.Equal("400 limit", (await ListAsync("limit=201")).Paths());
        Assert.Equal("400 entityId", (await Member.GetJson("records/trash")).Paths());
        Assert.Equal("400 filters", (await ListAsync("filters=x")).Paths());
        Assert.Equal(404, (await Member.GetJson("records/trash?entityId=CRMET1260423081530123ENT11122233")).Code);
        Assert.Equal(nameof(ErrorCode.InvalidStartKey), (await ListAsync("startKey=x")).ErrorCode);
    }

    [Fact]
    public async Task Record_InTheTrash_ShowsWhenByWhomAndUntilWhen()
    {
        var recordId = await Member.RecordAsync(entityId, "가", new { });
        var live = (await Member.GetJson($"records/{recordId}")).Body!;
        await Making.Made(Member.DeleteJson($"records/{recordId}"));
        var me = (string?)(await host.As(Role.Owner).GetJson($"audit-log?recordId={recordId}&action=record.delete"))["data"]![0]!["actor"];

        var trashed = Assert.Single((await ListAsync())["data"]!.AsArray())!;

        foreach (var member in new[] { "recordId", "entityId", "name", "data", "tags", "ownerId", "dateCreated", "dateUpdated" })
        {
            Assert.True(JsonNode.DeepEquals(live[member], trashed[member]), member);
        }

        var deletedAt = Instant(trashed["deletedAt"]!);
        Assert.InRange(deletedAt, time.GetUtcNow().AddMinutes(-1), time.GetUtcNow());
        Assert.Equal(deletedAt.AddDays(14), Instant(trashed["purgeAt"]!));
        Assert.Equal(me, (string?)trashed["deletedBy"]);
    }

    [Fact]
    public async Task Retention_GoesOnFromTheFirstDeletionAndCountsBeforeTheCollectorComes()
    {
        var (early, late) = (await Member.RecordAsync(entityId, "early"), await Member.RecordAsync(entityId, "late"));
        await Making.Made(Member.DeleteJson($"records/{early}"));
        time.Advance(TimeSpan.FromDays(13));
        Assert.Equal("AlreadyDeleted", await DeleteAgainAsync(early));
        await Making.Made(Member.DeleteJson($"records/{late}"));
        Assert.Equal("late early", Names(await ListAsync()));

        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("late", Names(await ListAsync()));
        Assert.Equal("ResourceNotFound", await DeleteAgainAsync(early));
        Assert.Equal(404, (await Member.PostJson($"records/{early}/restore", null)).Code);
        Assert.Equal(404, (await Member.DeleteJson($"records/{early}?permanent=true")).Code);
        var restored = await Making.Made(Member.PostJson("records/bulk/restore", new { recordIds = new[] { early, late } }));
        Assert.Equal(["ResourceNotFound", "Success"], restored["resultList"]!.AsArray().Select(item => (string)item!["resultCode"]!));
    }

    [Fact]
    public async Task Retention_SetAnew_MovesPurgeAtOfWhatIsThere()
    {
        var recordId = await Member.RecordAsync(entityId, "가");
        await Making.Made(Member.DeleteJson($"records/{recordId}"));
        time.Advance(TimeSpan.FromHours(3));
        await host.DisposeAsync();

        host = Start("0.04:00:00");
        var trashed = Assert.Single((await ListAsync())["data"]!.AsArray())!;
        Assert.Equal(TimeSpan.FromHours(4), Instant(trashed["purgeAt"]!) - Instant(trashed["deletedAt"]!));

        // Behind the round that every start begins with, which must not be late.
        Assert.Equal(0, await CollectAsync());
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("", Names(await ListAsync()));
        await host.DisposeAsync();

        // Nothing came by to collect it: with the longer setting it is there again.
        host = Start("14.00:00:00");
        Assert.Equal("가", Names(await ListAsync()));
    }

    [Fact]
    public async Task Collector_RemovesWhatIsOverAndSaysSoInTheAuditLog()
    {
        var recordId = await Member.RecordAsync(entityId, "가");
        await Making.Made(Member.DeleteJson($"records/{recordId}"));
        Assert.Equal(0, await CollectAsync());
        time.Advance(TimeSpan.FromDays(14));

        Assert.Equal(1, await CollectAsync());

        var entry = (await host.As(Role.Owner).GetJson($"audit-log?recordId={recordId}&action=record.purge"))["data"]![0]!;
        Assert.Equal(("system", entityId), ((string?)entry["actorKind"], (string?)entry["entityId"]));
    }

    [Fact]
    public async Task Restore_OverTheQuota_IsSkippedAndWhatIsInTheTrashDoesNotCount()
    {
        var ids = new[] { await Member.RecordAsync(entityId, "a"), await Member.RecordAsync(entityId, "b"), await Member.RecordAsync(entityId, "c") };
        await Making.Made(Member.PostJson("records/bulk/delete", new { recordIds = ids }));
        await Making.Made(host.As(Role.Owner).PatchJson("plan", new Dictionary<string, object> { ["records.max"] = 2 }));
        await Member.RecordAsync(entityId, "d");

        var answer = await Making.Made(Member.PostJson("records/bulk/restore", new { recordIds = ids }));

        Assert.Equal(["Success", "PlanQuotaExceeded", "PlanQuotaExceeded"], answer["resultList"]!.AsArray().Select(item => (string)item!["resultCode"]!));
        Assert.Equal((1, 2), ((int)answer["restored"]!, (int)answer["errorCount"]!));
    }

    /// <summary>A program over the same folder in which no collector comes by unless it is called.</summary>
    private CrmHost Start(string retention) => new()
    {
        Time = time,
        StoragePath = folder.Path,
        Settings = { ["Trash:Retention"] = retention, ["Trash:GcInterval"] = "30.00:00:00" },
    };

    private Task<int> CollectAsync() =>
        host.Services.GetServices<IHostedService>().OfType<TrashCollector>().Single().CollectAsync(CancellationToken.None);

    private Task<Answer> ListAsync(string query = "") => Member.GetJson($"records/trash?entityId={entityId}&{query}");

    private async Task<string> DeleteAgainAsync(string recordId) =>
        (string)(await Making.Made(Member.PostJson("records/bulk/delete", new { recordIds = new[] { recordId } })))["resultList"]![0]!["resultCode"]!;

    private static string Names(Answer answer)
    {
        Assert.True(answer.Code == 200, $"{answer.Code} {answer.Body}");
        return string.Join(' ', answer["data"]!.AsArray().Select(record => (string)record!["name"]!));
    }

    private static DateTimeOffset Instant(JsonNode value) =>
        DateTimeOffset.ParseExact((string)value!, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
