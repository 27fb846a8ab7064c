using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Records.Bulk;

/// <summary>
/// Takes orders on many records, and keeps them for the pages of whoever gave them. They are carried out by
/// <see cref="BulkWork"/>, on whichever node, and outlive the program.
/// </summary>
internal sealed class BulkRuns
{
    private static readonly TimeSpan News = TimeSpan.FromMinutes(1);
    private readonly Store store;
    private readonly BulkWork work;
    private readonly JobQueue queue;
    private readonly TimeProvider time;
    private readonly IHostApplicationLifetime lifetime;

    public BulkRuns(Store store, BulkWork work, JobQueue queue, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        (this.store, this.work, this.queue, this.time, this.lifetime) = (store, work, queue, time, lifetime);
        work.Ended += (actorId, entityId) => Changed?.Invoke(actorId, entityId);
    }

    /// <summary>Raised when a run begins or ends in this process, on any thread; tells whose it is and on which entity.</summary>
    public event Action<string, string>? Changed;

    /// <summary>
    /// The caller's runs on an entity, oldest first: those that he has not taken off the list, and for a while those that he
    /// has, since he may have done so on another page.
    /// </summary>
    public async Task<IReadOnlyList<BulkRun>> ListAsync(Caller caller, string entityId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var lately = Now() - News;
        var jobs = await store.ReadAsync(
            db => Of(db, caller).AsNoTracking()
                .Where(j => j.EntityId == entityId && (!j.IsDismissed || j.FinishedAt > lately)).OrderBy(j => j.CreatedAt).ToListAsync(ct),
            ct);
        return [.. jobs.Select(BulkRun.Of)];
    }

    /// <summary>Begins an order; gives the run's id. One of few records begins at once, a larger one when there is a turn for it.</summary>
    /// <param name="caller">MEMBER or above; held against the users as they are before each chunk.</param>
    /// <param name="order">What is wanted.</param>
    /// <param name="source">The records.</param>
    /// <param name="ct">Stops waiting for the database.</param>
    public Task<string> StartAsync(Caller caller, BulkOrder order, BulkSource source, CancellationToken ct) =>
        StartAsync(caller, order, source, (_, _) => Task.CompletedTask, ct);

    /// <summary>Stops a run that is not over; what it has done stays done. 404 where the caller has none with this id.</summary>
    public async Task CancelAsync(Caller caller, string runId, CancellationToken ct)
    {
        var job = await FindAsync(caller, runId, ct);
        await work.StopAsync(runId, JobStatus.Canceled, (_, _) => Task.CompletedTask, ct);
        Changed?.Invoke(caller.ActorId, job.EntityId);
    }

    /// <summary>Takes back what a run did; gives the run that does. 404 where the caller has none with this id, 409 where it cannot be undone.</summary>
    public async Task<string> UndoAsync(Caller caller, string runId, CancellationToken ct)
    {
        var job = await FindAsync(caller, runId, ct);
        if (!BulkRun.Of(job).CanUndo)
        {
            throw new CrmException(ErrorCode.Conflict, "Records.RunNotUndone");
        }

        var act = job.Act == BulkAct.Delete ? BulkAct.Restore : BulkAct.Delete;
        return await StartAsync(
            caller, new BulkOrder(act, job.EntityId, job.Done), new BulkSource(BulkRange.Done, [], RunId: runId), (db, token) => MarkUndoneAsync(db, runId, token), ct);
    }

    /// <summary>Tries those again that a run has skipped, as far as they are kept; gives the run that does. 404 where the caller has none with this id.</summary>
    public async Task<string> RetryAsync(Caller caller, string runId, CancellationToken ct)
    {
        var job = await FindAsync(caller, runId, ct);
        string[] again = [.. (await SkippedAsync(caller, runId, ct)).Select(item => item.RecordId!)];
        return await StartAsync(
            caller, job.Order with { Total = again.Length }, new BulkSource(BulkRange.Ids, again), (db, token) => DismissAsync(db, runId, token), ct);
    }

    /// <summary>Those that a run has skipped, and why; at most <see cref="BulkChunks.MostKept"/>. 404 where the caller has no such run.</summary>
    public async Task<IReadOnlyList<BulkItem>> SkippedAsync(Caller caller, string runId, CancellationToken ct)
    {
        await FindAsync(caller, runId, ct);
        var kept = await store.ReadAsync(
            db => db.Set<BulkChunk>().Where(c => c.JobId == runId && c.Skipped != null).OrderBy(c => c.Number).Select(c => c.Skipped!).ToListAsync(ct), ct);
        return [.. kept.SelectMany(items => JsonSerializer.Deserialize<BulkItem[]>(items, Json.Options)!)];
    }

    /// <summary>The person has been told of a run's end.</summary>
    /// <param name="caller">Whose run it is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="dismiss">Whether it goes off the list.</param>
    /// <param name="ct">Stops waiting for the database.</param>
    public Task TellAsync(Caller caller, string runId, bool dismiss, CancellationToken ct) => store.WriteAsync(
        db => Of(db, caller).Where(j => j.JobId == runId).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.IsTold, true).SetProperty(j => j.IsDismissed, j => j.IsDismissed || dismiss), ct),
        ct);

    private static IQueryable<BulkJob> Of(CrmDb db, Caller caller) =>
        db.Set<BulkJob>().Where(j => j.ActorId == caller.ActorId && j.ActorKind == caller.Kind);

    private static Task<int> DismissAsync(CrmDb db, string runId, CancellationToken ct) =>
        db.Set<BulkJob>().Where(j => j.JobId == runId).ExecuteUpdateAsync(set => set.SetProperty(j => j.IsDismissed, true), ct);

    private static async Task MarkUndoneAsync(CrmDb db, string runId, CancellationToken ct)
    {
        if (await db.Set<BulkJob>().Where(j => j.JobId == runId && !j.IsUndone)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.IsUndone, true).SetProperty(j => j.IsDismissed, true), ct) == 0)
        {
            throw new CrmException(ErrorCode.Conflict, "Records.RunNotUndone");
        }
    }

    private async Task<BulkJob> FindAsync(Caller caller, string runId, CancellationToken ct) =>
        await store.ReadAsync(db => Of(db, caller).AsNoTracking().SingleOrDefaultAsync(j => j.JobId == runId, ct), ct) ?? throw CrmException.NotFound(runId);

    private async Task<string> StartAsync(Caller caller, BulkOrder order, BulkSource source, Func<CrmDb, CancellationToken, Task> also, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var job = BulkJob.Of(order, source);
        job.AskedBy(caller, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, Now());
        var isSmall = order.Total <= Limits.BulkItems;
        if (isSmall)
        {
            work.Claim(job);
        }

        await store.WriteAsync(
            async db =>
            {
                db.Add(job);
                await db.SaveChangesAsync(ct);
                await also(db, ct);
            },
            ct);
        if (isSmall)
        {
            _ = Task.Run(() => work.RunAsync(job, lifetime.ApplicationStopping), CancellationToken.None);
        }
        else
        {
            await queue.EnqueueAsync(work.Kind, job.JobId, null, CancellationToken.None);
        }

        Changed?.Invoke(caller.ActorId, order.EntityId);
        return job.JobId;
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
