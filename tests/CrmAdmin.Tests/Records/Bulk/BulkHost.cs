using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Records.Bulk;

/// <summary>The program with one entity and one person, and what a test of orders on many records says to it.</summary>
internal sealed class BulkHost(CrmHost host)
{
    public Caller Member { get; private set; } = default!;

    public EntitySchema Schema { get; private set; } = default!;

    public BulkRuns Runs => host.Get<BulkRuns>();

    public RecordSelection All => new(Schema.EntityId);

    public static async Task<BulkHost> StartAsync(CrmHost host)
    {
        var started = new BulkHost(host);
        var owner = CrmHost.Caller(Role.Owner);
        var user = await host.Get<UserService>().CreateAsync(owner, new UserInput("m@example.com", "민수", Role.Member, "long enough pass"), default);
        started.Member = new Caller(user.UserId, ActorKind.User, user.DisplayName, user.Role, "run");
        started.Schema = await host.Get<EntityService>().CreateAsync(owner, new EntityBody("고객", "contact", null), default);
        return started;
    }

    public BulkOrder Order(BulkAct act, long total = 1) => new(act, Schema.EntityId, total);

    public async Task<List<string>> MakeAsync(int count)
    {
        var ids = new List<string>(count);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(Limits.BulkItems))
        {
            var body = new { entityId = Schema.EntityId, records = chunk.Select(i => new { name = $"n{i}" }) };
            var made = await host.Get<RecordService>().CreateManyAsync(Member, JsonSerializer.SerializeToElement(body, Json.Options), default);
            ids.AddRange(made.ResultList.Select(item => item.RecordId!));
        }

        return ids;
    }

    public static BulkSource Ids(IEnumerable<string> recordIds) => new(BulkRange.Ids, [.. recordIds]);

    public async Task<long> CountAsync() => (await host.Get<SearchService>().CountAsync(Member, All, exact: true, default)).Count;

    /// <summary>Carries an order out; gives the run when it is over.</summary>
    public async Task<BulkRun> RunAsync(BulkOrder order, BulkSource source) => await EndAsync(await Runs.StartAsync(Member, order, source, default));

    public Task<BulkRun> EndAsync(string runId) =>
        Patience.ForAsync(async () => BulkRun.Of(await JobAsync(runId)), run => !run.IsUnderWay, run => run.ToString());

    /// <summary>Waits until a page has told of every run.</summary>
    public Task ToldAsync() => Patience.UntilAsync(
        async () => !await host.Get<Store>().ReadAsync(db => db.Set<BulkJob>().AnyAsync(j => !j.IsTold), default), "every run is told of");

    public Task<BulkJob> JobAsync(string runId) => host.Get<Store>().ReadAsync(db => db.Set<BulkJob>().AsNoTracking().SingleAsync(j => j.JobId == runId), default);

    /// <summary>All that a run has done, in its order.</summary>
    public async Task<IReadOnlyList<string>> DoneAsync(string runId)
    {
        var chunks = await host.Get<Store>().ReadAsync(
            db => db.Set<BulkChunk>().AsNoTracking().Where(c => c.JobId == runId).OrderBy(c => c.Number).ToListAsync(), default);
        return [.. chunks.SelectMany(chunk => chunk.Done)];
    }

    /// <summary>A job that a node holds which nobody sees work, for an hour or as long as told.</summary>
    public async Task<BulkJob> HeldAsync(BulkOrder order, BulkSource source, TimeSpan? lease = null)
    {
        var job = BulkJob.Of(order, source);
        job.AskedBy(Member, "ko", DateTime.UtcNow);
        (job.Status, job.Fence, job.Starts, job.LeaseUntil) = (JobStatus.Processing, 1, 1, DateTime.UtcNow + (lease ?? TimeSpan.FromHours(1)));
        await host.Get<Store>().WriteAsync(
            async db =>
            {
                db.Add(job);
                await db.SaveChangesAsync();
            },
            default);
        return job;
    }

    /// <summary>What that node does next.</summary>
    public async Task StepAsync(BulkJob job, JobRun run)
    {
        var step = await host.Get<BulkSources>().ReadAsync(Member, job.Meant, job.After, default);
        await host.Get<BulkChunks>().WriteAsync(job, run, Member, step);
    }

    /// <summary>The node has died, and its lease lapsed: the job runs again.</summary>
    public async Task<BulkRun> TakeOverAsync(string runId)
    {
        var lapsed = DateTime.UtcNow.AddSeconds(-1);
        await host.Get<Store>().WriteAsync(
            db => db.Set<BulkJob>().Where(j => j.JobId == runId).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, lapsed)), default);
        await host.Get<BulkWork>().RunAsync(runId, default);
        return await EndAsync(runId);
    }
}
