using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;

namespace CrmAdmin.Tests.Records.Bulk;

/// <summary>Orders on many records: exactly those that were meant, each accounted for, and only while the person may.</summary>
public sealed class BulkRunTests : IAsyncLifetime
{
    private readonly CrmHost host = new();
    private BulkHost bulk = null!;

    public async Task InitializeAsync() => bulk = await BulkHost.StartAsync(host);

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Delete_OfEverythingButOne_LeavesItAndWhatCameMeanwhile()
    {
        var ids = await bulk.MakeAsync(2_300);
        var chosen = new RowSelection();
        chosen.SetEverything();
        chosen.Set(ids[1_200], false);
        var source = await host.Get<ChosenRecords>().LiveAsync(bulk.Member, bulk.All, chosen, default);
        var late = new { entityId = bulk.Schema.EntityId, name = "이번에 온 사람" };
        await host.Get<RecordService>().CreateAsync(bulk.Member, JsonSerializer.SerializeToElement(late, Json.Options), default);

        var run = await bulk.RunAsync(bulk.Order(BulkAct.Delete, 2_299), source);

        Assert.Equal((JobStatus.Completed, 2_299L, 0L), (run.Status, run.Done, run.Skipped));
        var left = await host.Get<SearchService>().PageAsync(bulk.Member, bulk.All, 10, null, default);
        Assert.Equal(["이번에 온 사람", "n1200"], left.Data.Select(record => record.Name));
    }

    [Fact]
    public async Task Restore_OfTheTrashButOne_LeavesItAndWhatCameMeanwhile()
    {
        var ids = await bulk.MakeAsync(1_300);
        await bulk.RunAsync(bulk.Order(BulkAct.Delete, 1_299), BulkHost.Ids(ids.SkipLast(1)));
        var chosen = new RowSelection();
        chosen.SetEverything();
        chosen.Set(ids[700], false);
        var source = ChosenRecords.Trashed(bulk.All, chosen, DateTime.UtcNow);
        await Task.Delay(2);
        await host.Get<TrashService>().DeleteAsync(bulk.Member, [ids[^1]], permanent: false, default);

        var run = await bulk.RunAsync(bulk.Order(BulkAct.Restore, 1_298), source);

        Assert.Equal((JobStatus.Completed, 1_298L), (run.Status, run.Done));
        Assert.Equal(1_298, await bulk.CountAsync());
    }

    [Fact]
    public async Task Undo_OfADelete_BringsBackWhatTheRunDid_Once()
    {
        var ids = await bulk.MakeAsync(2_100);
        var run = await bulk.RunAsync(bulk.Order(BulkAct.Delete, 2_100), BulkHost.Ids(ids));

        var undo = await bulk.EndAsync(await bulk.Runs.UndoAsync(bulk.Member, run.RunId, default));

        Assert.Equal((BulkAct.Restore, 2_100L, 2_100L), (undo.Order.Act, undo.Done, await bulk.CountAsync()));
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<CrmException>(() => bulk.Runs.UndoAsync(bulk.Member, run.RunId, default))).Code);
    }

    [Fact]
    public async Task Delete_OfWhatIsGone_IsSkippedWithItsReason_AndTriedAgain()
    {
        var ids = await bulk.MakeAsync(3);
        await host.Get<TrashService>().DeleteAsync(bulk.Member, [ids[0]], permanent: false, default);
        await host.Get<TrashService>().DeleteAsync(bulk.Member, [ids[1]], permanent: true, default);

        var run = await bulk.RunAsync(bulk.Order(BulkAct.Delete), BulkHost.Ids(ids));
        var skipped = await bulk.Runs.SkippedAsync(bulk.Member, run.RunId, default);
        await host.Get<TrashService>().RestoreAsync(bulk.Member, [ids[0]], default);
        var again = await bulk.EndAsync(await bulk.Runs.RetryAsync(bulk.Member, run.RunId, default));

        Assert.Equal((1L, 2L), (run.Done, run.Skipped));
        Assert.Equal([(ids[0], "AlreadyDeleted"), (ids[1], "ResourceNotFound")], skipped.Select(item => (item.RecordId!, item.ResultCode)));
        Assert.All(skipped, item => Assert.False(string.IsNullOrEmpty(item.ResultMessage)));
        Assert.Equal((2L, 1L, 1L), (again.Order.Total, again.Done, again.Skipped));
    }

    [Fact]
    public async Task Set_OfAValue_ReachesAllButThoseThatAreGone()
    {
        var ids = await bulk.MakeAsync(1_200);
        await host.Get<TrashService>().DeleteAsync(bulk.Member, [ids[7]], permanent: false, default);
        var order = bulk.Order(BulkAct.Set, 1_200) with { What = "담당자 – u1", Change = new JsonObject { ["ownerId"] = "u1" } };

        var run = await bulk.RunAsync(order, BulkHost.Ids(ids));

        Assert.Equal((JobStatus.Completed, 1_199L), (run.Status, run.Done));
        Assert.Equal([(ids[7], "ResourceNotFound")], (await bulk.Runs.SkippedAsync(bulk.Member, run.RunId, default)).Select(item => (item.RecordId!, item.ResultCode)));
        var owned = new { @operator = "AND", conditions = new[] { new { field = "ownerId", @operator = "equals", value = "u1" } } };
        var found = bulk.All with { ConditionGroup = JsonSerializer.SerializeToElement(owned, Json.Options) };
        Assert.Equal(1_199, (await host.Get<SearchService>().CountAsync(bulk.Member, found, exact: true, default)).Count);
    }

    [Theory]
    [InlineData(BulkAct.AddTag, "단골")]
    [InlineData(BulkAct.RemoveTag, "")]
    [InlineData(BulkAct.Purge, null)]
    public async Task Run_OfEachOtherAct_DoesIt(BulkAct act, string? tags)
    {
        var ids = await bulk.MakeAsync(2);
        await bulk.RunAsync(bulk.Order(BulkAct.AddTag) with { What = act == BulkAct.RemoveTag ? "VIP" : "단골" }, BulkHost.Ids(ids));

        var run = await bulk.RunAsync(bulk.Order(act) with { What = act == BulkAct.RemoveTag ? "vip" : "단골" }, BulkHost.Ids(ids));

        Assert.Equal((JobStatus.Completed, 2L, false), (run.Status, run.Done, run.CanUndo));
        var left = await host.Get<SearchService>().PageAsync(bulk.Member, bulk.All, 10, null, default);
        Assert.Equal(tags is null ? [] : [tags, tags], left.Data.Select(record => string.Join(' ', record.Tags)));
    }

    [Fact]
    public async Task Run_OfAViewer_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(
            () => bulk.Runs.StartAsync(CrmHost.Caller(Role.Viewer), bulk.Order(BulkAct.Delete), BulkHost.Ids([]), default));

        Assert.Equal(ErrorCode.Forbidden, refusal.Code);
    }

    [Fact]
    public async Task Runs_OfOthers_AreNotSeen()
    {
        var run = await bulk.RunAsync(bulk.Order(BulkAct.Delete), BulkHost.Ids([]));
        var other = CrmHost.Caller(Role.Owner);

        Assert.Equal(run.RunId, Assert.Single(await bulk.Runs.ListAsync(bulk.Member, bulk.Schema.EntityId, default)).RunId);
        Assert.Empty(await bulk.Runs.ListAsync(other, bulk.Schema.EntityId, default));
        Assert.Equal(ErrorCode.ResourceNotFound, (await Assert.ThrowsAsync<CrmException>(() => bulk.Runs.CancelAsync(other, run.RunId, default))).Code);
    }
}
