using CrmAdmin.Exports.Writing;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports;

/// <summary>Makes the files of one kind of export, keeps them for their time, and opens them for links.</summary>
internal abstract class ExportFileWork<TRow>(
    Store store, TimeProvider time, RunningJobs running, ILogger log, ExportFolder folder, SteadyTime steady)
    : LongWork<TRow>(store, time, running, log), IDownloads
    where TRow : ExportFileRow
{
    private readonly Store store = store;
    private readonly TimeProvider time = time;

    /// <summary>What the names of this kind's files end with. No other kind has them.</summary>
    protected abstract IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc/>
    protected override string FaultKey => "Exports.Fault";

    /// <summary>
    /// Removes exports whose time is over, and files that belong to no whole export and to no run that is still going.
    /// </summary>
    public override async Task TidyAsync(CancellationToken ct)
    {
        // Names first: a file that is begun after this look is not in the list.
        var names = folder.Names(Extensions);
        var now = steady.UtcNow();
        if (await store.ReadAsync(db => db.Set<TRow>().Gone(now).AnyAsync(ct), ct))
        {
            await store.WriteAsync(db => db.Set<TRow>().Gone(now).ExecuteDeleteAsync(ct), ct);
        }

        if (names.Count == 0)
        {
            return;
        }

        var kept = await store.ReadAsync(
            db => db.Set<TRow>().AsNoTracking().Select(j => new { j.JobId, j.Fence, j.Status, j.FileName }).ToDictionaryAsync(j => j.JobId, ct), ct);
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
    public async Task<DownloadFile?> OpenAsync(string name, CancellationToken ct)
    {
        if (ExportFolder.Parse(name) is not var (jobId, _))
        {
            return null;
        }

        var job = await store.ReadAsync(db => db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(j => j.JobId == jobId, ct), ct);
        return job is { Status: JobStatus.Completed } && job.FileName == name && !(job.Expires <= time.GetUtcNow().UtcDateTime)
            && folder.Open(name) is { } content
                ? new DownloadFile(content, MimeType(job), job.DownloadName, job.Sha256!)
                : null;
    }

    /// <inheritdoc/>
    protected override async Task<Action<TRow>> WorkAsync(TRow row, JobRun run)
    {
        var name = ExportFolder.Name(row.JobId, run.Fence, Extension(row));
        await using var file = folder.Create(name);
        await using var digest = new DigestStream(file);
        var also = await WriteAsync(row, run, digest);
        folder.Finish(file, name);
        var (bytes, sha256) = (digest.Length, digest.Digest());
        return job =>
        {
            (job.FileName, job.Bytes, job.Sha256) = (name, bytes, sha256);
            also(job);
        };
    }

    /// <summary>Writes the whole file. Gives what else to write into the row when it is done.</summary>
    protected abstract Task<Action<TRow>> WriteAsync(TRow row, JobRun run, Stream target);

    /// <summary>What the name of a row's file ends with.</summary>
    protected abstract string Extension(TRow row);

    /// <summary>The Content-Type of a row's file.</summary>
    protected abstract string MimeType(TRow row);

    /// <inheritdoc/>
    protected override async Task AfterRunAsync(JobRun run)
    {
        var job = await store.ReadAsync(
            db => db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(j => j.JobId == run.JobId), CancellationToken.None);
        foreach (var extension in Extensions)
        {
            var name = ExportFolder.Name(run.JobId, run.Fence, extension);
            if (job?.FileName != name)
            {
                folder.Remove(name);
            }
        }
    }
}
