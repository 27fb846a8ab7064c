using CrmAdmin.Access;
using CrmAdmin.Jobs;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Records.Grid;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Records.Bulk;

/// <summary>Orders whose node dies, is overtaken or is stopped: the next one goes on exactly behind what is done.</summary>
public sealed class BulkResumeTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private CrmHost host = null!;
    private BulkHost bulk = null!;

    public async Task InitializeAsync()
    {
        host = new CrmHost { Time = time };
        bulk = await BulkHost.StartAsync(host);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(BulkRange.Ids)]
    [InlineData(BulkRange.Matching)]
    [InlineData(BulkRange.Trashed)]
    [InlineData(BulkRange.Done)]
    public async Task Run_WhoseHolderDied_GoesOnBehindWhatIsDone(BulkRange range)
    {
        var ids = await bulk.MakeAsync(2_500);
        var (act, source) = await MeantAsync(range, ids);
        var job = await bulk.HeldAsync(bulk.Order(act, 2_500), source);
        using (var died = new JobRun(job.JobId, job.Fence, default))
        {
            await bulk.StepAsync(job, died);
        }

        var run = await bulk.TakeOverAsync(job.JobId);

        Assert.Equal((JobStatus.Completed, 2_500L, 0L), (run.Status, run.Done, run.Skipped));
        Assert.Equal(ids, (await bulk.DoneAsync(job.JobId)).Order(StringComparer.Ordinal));
        Assert.Equal(act == BulkAct.Restore ? 2_500 : 0, await bulk.CountAsync());
        Assert.Equal(act == BulkAct.Restore ? 2_500 : 0, await AuditedAsync("record.restore"));
        Assert.Equal(2_500, await AuditedAsync("record.delete"));
    }

    [Fact]
    public async Task Run_WhoseHolderDiedBehindTheLastChunk_IsThrough()
    {
        var ids = await bulk.MakeAsync(10);
        var job = await bulk.HeldAsync(bulk.Order(BulkAct.Delete, 10), BulkHost.Ids(ids));
        using (var died = new JobRun(job.JobId, job.Fence, default))
        {
            await bulk.StepAsync(job, died);
        }

        var run = await bulk.TakeOverAsync(job.JobId);

        Assert.Equal((JobStatus.Completed, 10L, 0L), (run.Status, run.Done, run.Skipped));
    }

    [Fact]
    public async Task Chunk_WrittenTwice_EndsTheRunAndDoublesNothing()
    {
        var ids = await bulk.MakeAsync(5);
        var job = await bulk.HeldAsync(bulk.Order(BulkAct.AddTag, 5) with { What = "단골" }, BulkHost.Ids(ids));
        var unseen = await bulk.JobAsync(job.JobId);
        using var run = new JobRun(job.JobId, job.Fence, default);
        await bulk.StepAsync(job, run);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bulk.StepAsync(unseen, run));

        Assert.True(run.Token.IsCancellationRequested);
        Assert.Equal(ids, await bulk.DoneAsync(job.JobId));
    }

    [Fact]
    public async Task Run_Canceled_KeepsWhatWasDoneAndWritesNoMore()
    {
        var ids = await bulk.MakeAsync(2_500);
        var job = await bulk.HeldAsync(bulk.Order(BulkAct.Delete, 2_500), BulkHost.Ids(ids));
        using var run = new JobRun(job.JobId, job.Fence, default);
        await bulk.StepAsync(job, run);

        await bulk.Runs.CancelAsync(bulk.Member, job.JobId, default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bulk.StepAsync(job, run));
        var ended = BulkRun.Of(await bulk.JobAsync(job.JobId));
        Assert.Equal((JobStatus.Canceled, 1_000L, true, 1_500L), (ended.Status, ended.Done, ended.CanUndo, await bulk.CountAsync()));
    }

    [Fact]
    public async Task Run_WhosePersonIsKeptOut_StopsBeforeTheNextChunk()
    {
        var ids = await bulk.MakeAsync(2_500);
        var job = await bulk.HeldAsync(bulk.Order(BulkAct.Delete, 2_500), BulkHost.Ids(ids));
        using (var died = new JobRun(job.JobId, job.Fence, default))
        {
            await bulk.StepAsync(job, died);
        }

        await host.Get<UserService>().UpdateAsync(CrmHost.Caller(Role.Owner), bulk.Member.ActorId, new UserInput(Disabled: true), default);
        var run = await bulk.TakeOverAsync(job.JobId);

        Assert.Equal((JobStatus.Failed, 1_000L), (run.Status, run.Done));
        Assert.NotNull(run.Failure);
    }

    [Fact]
    public async Task Runs_ThatEndedADayAgo_GoUnlessTheirUndoGoesOn()
    {
        var gone = await bulk.RunAsync(bulk.Order(BulkAct.Delete), BulkHost.Ids(await bulk.MakeAsync(1)));
        var undone = await bulk.RunAsync(bulk.Order(BulkAct.Delete), BulkHost.Ids(await bulk.MakeAsync(1)));
        await bulk.HeldAsync(bulk.Order(BulkAct.Restore), new BulkSource(BulkRange.Done, [], RunId: undone.RunId), TimeSpan.FromDays(2));
        time.Advance(TimeSpan.FromHours(25));

        await host.Get<BulkWork>().TidyAsync(default);

        Assert.Empty(await bulk.DoneAsync(gone.RunId));
        Assert.Single(await bulk.DoneAsync(undone.RunId));
    }

    private async Task<(BulkAct Act, BulkSource Source)> MeantAsync(BulkRange range, List<string> ids)
    {
        var everything = new RowSelection();
        everything.SetEverything();
        switch (range)
        {
            case BulkRange.Ids:
                return (BulkAct.Delete, BulkHost.Ids(ids));
            case BulkRange.Matching:
                return (BulkAct.Delete, await host.Get<ChosenRecords>().LiveAsync(bulk.Member, bulk.All, everything, default));
        }

        var deleted = await bulk.RunAsync(bulk.Order(BulkAct.Delete, 2_500), BulkHost.Ids(ids));
        return (BulkAct.Restore, range == BulkRange.Trashed
            ? ChosenRecords.Trashed(bulk.All, everything, time.GetUtcNow().UtcDateTime)
            : new BulkSource(BulkRange.Done, [], RunId: deleted.RunId));
    }

    private Task<int> AuditedAsync(string action) => host.Get<Store>().ReadAsync(db => db.Set<AuditRow>().CountAsync(row => row.Action == action), default);
}
