using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CrmHost host = new();
    private Caller member = default!;
    private UserView user = default!;
    private EntitySchema schema = default!;

    private BulkRuns Runs => host.Get<BulkRuns>();

    private RecordSelection All => new(schema.EntityId);

    public async Task InitializeAsync()
    {
        var owner = CrmHost.Caller(Role.Owner);
        user = await host.Get<UserService>().CreateAsync(owner, new UserInput("m@example.com", "민수", Role.Member, "long enough pass"), default);
        member = new Caller(user.UserId, ActorKind.User, user.DisplayName, user.Role, "run");
        schema = await host.Get<EntityService>().CreateAsync(owner, new EntityBody("고객", "contact", null), default);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Delete_OfEverythingButOne_LeavesItAndWhatCameMeanwhile()
    {
        var ids = await MakeAsync(2_300);
        var chosen = new RowSelection();
        chosen.SetEverything();
        chosen.Set(ids[1_200], false);

        var run = await EndAsync(Runs.Start(member, Order(BulkAct.Delete), AddingMeanwhileAsync(host.Get<ChosenRecords>().Live(member, All, chosen))));

        Assert.Equal((BulkState.Done, 2_299, 0), (run.State, run.Done.Count, run.SkippedCount));
        var left = await host.Get<SearchService>().PageAsync(member, All, 10, null, default);
        Assert.Equal(["이번에 온 사람", "n1200"], left.Data.Select(record => record.Name));
    }

    [Fact]
    public async Task Undo_OfADelete_BringsBackWhatTheRunDid()
    {
        var ids = await MakeAsync(1_100);
        var run = await EndAsync(Runs.Start(member, Order(BulkAct.Delete), ids.ToAsyncEnumerable()));

        await EndAsync(Runs.Start(member, Order(BulkAct.Restore), run.Done.All().ToAsyncEnumerable()));

        Assert.Equal(1_100, (await host.Get<SearchService>().CountAsync(member, All, exact: true, default)).Count);
    }

    [Fact]
    public async Task Delete_OfWhatIsGone_IsSkippedWithItsReason()
    {
        var ids = await MakeAsync(3);
        await host.Get<TrashService>().DeleteAsync(member, [ids[0]], permanent: false, default);
        await host.Get<TrashService>().DeleteAsync(member, [ids[1]], permanent: true, default);

        var run = await EndAsync(Runs.Start(member, Order(BulkAct.Delete), ids.ToAsyncEnumerable()));

        Assert.Equal(1, run.Done.Count);
        Assert.Equal([(ids[0], "AlreadyDeleted"), (ids[1], "ResourceNotFound")], run.Skipped.Select(item => (item.RecordId!, item.ResultCode)));
        Assert.All(run.Skipped, item => Assert.False(string.IsNullOrEmpty(item.ResultMessage)));
    }

    [Fact]
    public async Task Set_OfAValue_ReachesAllButThoseThatAreGone()
    {
        var ids = await MakeAsync(1_200);
        await host.Get<TrashService>().DeleteAsync(member, [ids[7]], permanent: false, default);
        var order = Order(BulkAct.Set) with { What = "담당자 – u1", Change = new JsonObject { ["ownerId"] = "u1" } };

        var run = await EndAsync(Runs.Start(member, order, ids.ToAsyncEnumerable()));

        Assert.Equal((BulkState.Done, 1_199), (run.State, run.Done.Count));
        Assert.Equal([(ids[7], "ResourceNotFound")], run.Skipped.Select(item => (item.RecordId!, item.ResultCode)));
        var owned = new { @operator = "AND", conditions = new[] { new { field = "ownerId", @operator = "equals", value = "u1" } } };
        Assert.Equal(1_199, (await host.Get<SearchService>().CountAsync(member, All with { ConditionGroup = JsonSerializer.SerializeToElement(owned, Json.Options) }, exact: true, default)).Count);
    }

    [Fact]
    public async Task Run_WhosePersonIsKeptOut_StopsBeforeTheNextChunk()
    {
        var ids = await MakeAsync(2_500);

        var run = await EndAsync(Runs.Start(member, Order(BulkAct.Delete), KeptOutMeanwhileAsync(ids)));

        Assert.Equal((BulkState.Failed, 1_000), (run.State, run.Done.Count));
        Assert.NotNull(run.Failure);
    }

    [Fact]
    public async Task Run_Canceled_KeepsWhatWasDone()
    {
        var ids = await MakeAsync(2_500);
        BulkRun? run = null;

        run = Runs.Start(member, Order(BulkAct.Delete), CanceledMeanwhileAsync(ids, () => run!.Cancel()));

        await EndAsync(run);
        Assert.Equal(BulkState.Canceled, run.State);
        Assert.Equal(2_500 - run.Done.Count, (await host.Get<SearchService>().CountAsync(member, All, exact: true, default)).Count);
    }

    [Fact]
    public void Run_OfAViewer_IsRefused()
    {
        var refusal = Assert.Throws<CrmException>(() => Runs.Start(CrmHost.Caller(Role.Viewer), Order(BulkAct.Delete), AsyncEnumerable.Empty<string>()));

        Assert.Equal(ErrorCode.Forbidden, refusal.Code);
    }

    [Fact]
    public async Task Runs_OfOthers_AreNotSeen()
    {
        await EndAsync(Runs.Start(member, Order(BulkAct.Delete), AsyncEnumerable.Empty<string>()));

        Assert.Single(Runs.Of(member, schema.EntityId));
        Assert.Empty(Runs.Of(CrmHost.Caller(Role.Owner), schema.EntityId));
    }

    private BulkOrder Order(BulkAct act) => new(act, schema.EntityId, 1);

    private async Task<List<string>> MakeAsync(int count)
    {
        var ids = new List<string>(count);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(Limits.BulkItems))
        {
            var body = new { entityId = schema.EntityId, records = chunk.Select(i => new { name = $"n{i}" }) };
            var made = await host.Get<RecordService>().CreateManyAsync(member, JsonSerializer.SerializeToElement(body, Json.Options), default);
            ids.AddRange(made.ResultList.Select(item => item.RecordId!));
        }

        return ids;
    }

    private async IAsyncEnumerable<string> AddingMeanwhileAsync(IAsyncEnumerable<string> ids)
    {
        var given = 0;
        await foreach (var recordId in ids)
        {
            if (++given == 500)
            {
                var body = new { entityId = schema.EntityId, name = "이번에 온 사람" };
                await host.Get<RecordService>().CreateAsync(member, JsonSerializer.SerializeToElement(body, Json.Options), default);
            }

            yield return recordId;
        }
    }

    private async IAsyncEnumerable<string> KeptOutMeanwhileAsync(List<string> ids)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (i == 1_500)
            {
                await host.Get<UserService>().UpdateAsync(CrmHost.Caller(Role.Owner), user.UserId, new UserInput(Disabled: true), default);
            }

            yield return ids[i];
        }
    }

    private static async IAsyncEnumerable<string> CanceledMeanwhileAsync(List<string> ids, Action cancel)
    {
        await Task.Yield();
        for (var i = 0; i < ids.Count; i++)
        {
            if (i == 1_500)
            {
                cancel();
            }

            yield return ids[i];
        }
    }

    internal static async Task<BulkRun> EndAsync(BulkRun run)
    {
        var until = DateTime.UtcNow + Patience;
        while (run.State == BulkState.Running && DateTime.UtcNow < until)
        {
            await Task.Delay(10);
        }

        Assert.NotEqual(BulkState.Running, run.State);
        return run;
    }
}
