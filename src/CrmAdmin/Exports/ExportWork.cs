using CrmAdmin.Exports.Writing;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports;

/// <summary>Makes the files of exports.</summary>
internal sealed class ExportWork(
    Store store, TimeProvider time, RunningJobs running, ILogger<ExportWork> log,
    SelectionReader selections, WorkspaceSettings workspace, ExportRecords records, ExportFolder folder, SteadyTime steady)
    : LongWork<ExportJob>(store, time, running, log)
{
    private readonly Store store = store;
    private readonly TimeProvider time = time;

    /// <inheritdoc/>
    public override string Kind => "export";

    /// <summary>
    /// Removes exports whose time is over, and files that belong to no whole export and to no run that is still going.
    /// </summary>
    public override async Task TidyAsync(CancellationToken ct)
    {
        // Names first: a file that is begun after this look is not in the list.
        var names = folder.Names();
        var now = steady.UtcNow();
        DateTime completed = now - ExportOptions.CompletedLife, failed = now - ExportOptions.FailedLife;
        if (await store.ReadAsync(db => Over(db, completed, failed).AnyAsync(ct), ct))
        {
            await store.WriteAsync(db => Over(db, completed, failed).ExecuteDeleteAsync(ct), ct);
        }

        if (names.Count == 0)
        {
            return;
        }

        var kept = await store.ReadAsync(
            db => db.Set<ExportJob>().AsNoTracking().Select(j => new { j.JobId, j.Fence, j.Status, j.FileName }).ToDictionaryAsync(j => j.JobId, ct), ct);
        foreach (var name in names)
        {
            var stands = ExportFolder.Parse(name) is { } owner && kept.TryGetValue(owner.JobId, out var job)
                && (job.FileName == name || (job.Status == JobStatus.Processing && job.Fence == owner.Run));
            if (!stands)
            {
                folder.Remove(name);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task<Action<ExportJob>> WorkAsync(ExportJob row, JobRun run)
    {
        var plan = await ExportPlan.MakeAsync(selections, workspace, row.Asker, row.Asked, row.Culture(), run.Token);
        var name = ExportFolder.Name(row.JobId, run.Fence, row.Format);
        await using var file = folder.Create(name);
        await using var digest = new DigestStream(file);
        using var writer = ExportWriter.For(plan.Format, plan.Layout, digest, time);
        await records.ReadAsync(
            plan,
            null,
            (total, rows) => writer.WriteAllAsync(rows, done => run.Report(done, Math.Max(done, total)), run.Token),
            run.Token);
        folder.Finish(file, name);
        var (bytes, sha256, cut) = (digest.Length, digest.Digest(), writer.CutCells);
        return job =>
        {
            (job.FileName, job.Bytes, job.Sha256, job.CutCells) = (name, bytes, sha256, cut);
            job.IsMasked = plan.IsMasked;
        };
    }

    /// <inheritdoc/>
    protected override async Task AfterRunAsync(JobRun run)
    {
        var job = await store.ReadAsync(
            db => db.Set<ExportJob>().AsNoTracking().SingleOrDefaultAsync(j => j.JobId == run.JobId), CancellationToken.None);
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            var name = ExportFolder.Name(run.JobId, run.Fence, format);
            if (job?.FileName != name)
            {
                folder.Remove(name);
            }
        }
    }

    /// <inheritdoc/>
    protected override string Reason(ExportJob row, Exception fault) => Faults.Refusal(fault) switch
    {
        { Details: [var first, ..] } => Texts.Get(first.Key, row.Culture(), first.Args),
        { Code: ErrorCode.InternalError } => Texts.Get("Exports.Fault", row.Culture()),
        var refusal => Texts.Get(refusal.Key, row.Culture(), refusal.Args),
    };

    private static IQueryable<ExportJob> Over(CrmDb db, DateTime completed, DateTime failed) => db.Set<ExportJob>().Where(j =>
        ((j.Status == JobStatus.Completed || j.Status == JobStatus.Canceled) && j.FinishedAt <= completed)
        || (j.Status == JobStatus.Failed && j.FinishedAt <= failed));
}
