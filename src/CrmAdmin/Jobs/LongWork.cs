using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Jobs;

/// <summary>
/// The life of one kind's jobs: claimed under a fencing token, kept alive by a lease, ended by one write that only the
/// run holding the newest token can make. Three tries, then failed with the reason.
/// </summary>
public abstract partial class LongWork<TRow>(Store store, TimeProvider time, RunningJobs running, ILogger log) : ILongWork
    where TRow : JobRow
{
    private readonly JobLease<TRow> lease = new(store, time, log);

    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <summary>Text key of why a run failed, where the fault is none that we know.</summary>
    protected abstract string FaultKey { get; }

    /// <inheritdoc/>
    public Task RecoverAsync(CancellationToken ct) => store.WriteAsync(
        db => db.Set<TRow>().Where(j => j.Status == JobStatus.Processing).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.Status, JobStatus.Pending)
                .SetProperty(j => j.LeaseUntil, (DateTime?)null)
                .SetProperty(j => j.Fence, j => j.Fence + 1),
            ct),
        ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string JobId, DateTime? NotBefore)>> DueAsync(CancellationToken ct)
    {
        // A run that lives has renewed its lease long before the next look: one that lapses until then is of a run that has died.
        var nextLook = Now() + JobLimits.Sweep;
        var due = await store.ReadAsync(
            db => db.Set<TRow>().AsNoTracking()
                .Where(j => j.Status == JobStatus.Pending || (j.Status == JobStatus.Processing && j.LeaseUntil < nextLook))
                .OrderBy(j => j.CreatedAt)
                .Select(j => new { j.JobId, j.NotBefore, j.LeaseUntil })
                .Take(Limits.BulkItems)
                .ToListAsync(ct),
            ct);
        return [.. due.Where(j => !running.Has(j.JobId)).Select(j => (j.JobId, j.NotBefore ?? (j.LeaseUntil + JobLimits.Lapsed)))];
    }

    /// <inheritdoc/>
    public async Task<DateTime?> RunAsync(string jobId, CancellationToken stopping)
    {
        if (running.Has(jobId) || await ClaimAsync(jobId, stopping) is not { } row)
        {
            return null;
        }

        await RunAsync(row, stopping);
        if (stopping.IsCancellationRequested)
        {
            // The next start, or another node, finds it by itself.
            return null;
        }

        return await store.ReadAsync(
            db => db.Set<TRow>().Where(j => j.JobId == jobId && j.Status == JobStatus.Pending).Select(j => j.NotBefore).SingleOrDefaultAsync(stopping),
            stopping);
    }

    /// <inheritdoc/>
    public abstract Task TidyAsync(CancellationToken ct);

    /// <summary>Gives a new row the claim of a run that begins right now, in the request itself. Follow with <see cref="RunAsync(TRow, CancellationToken)"/>.</summary>
    public void Claim(TRow row)
    {
        var now = Now();
        (row.Status, row.LeaseUntil, row.StartedAt, row.NotBefore) = (JobStatus.Processing, now + JobLimits.Lease, now, null);
        (row.Progress, row.Fence, row.Starts) = (0, row.Fence + 1, row.Starts + 1);
    }

    /// <summary>Runs a claimed job. What goes wrong is written to its row; nothing is thrown.</summary>
    public async Task RunAsync(TRow row, CancellationToken stopping)
    {
        using var run = new JobRun(row.JobId, row.Fence, stopping);
        running.Add(run);
        var beats = lease.KeepAsync(run);
        try
        {
            var outcome = await WorkAsync(row, run);
            await lease.EndAsync(run, (job, now) =>
            {
                outcome(job);
                (job.Progress, job.Total, job.Error) = (run.Progress, run.Total, null);
                job.End(JobStatus.Completed, now);
            });
        }
        catch (OperationCanceledException) when (run.IsLost)
        {
            LogLost(Kind, row.JobId);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await lease.EndAsync(run, (job, _) => HandBack(job, null));
        }
        catch (Exception fault)
        {
            LogFault(fault, Kind, row.JobId);
            await lease.EndAsync(run, (job, now) => Fail(job, fault, now));
        }
        finally
        {
            running.Remove(run);
            run.Lose();
            await beats;
            await ClearUpAsync(run);
        }
    }

    /// <summary>Ends a job that is not over, wherever it runs. Gives the row as it then stands; null where there is none.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="status">Canceled or Failed.</param>
    /// <param name="also">What to do in the same transaction where the job was not over yet.</param>
    /// <param name="ct">Stops waiting for the database.</param>
    public async Task<TRow?> StopAsync(string jobId, JobStatus status, Func<CrmDb, TRow, Task> also, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var row = await store.WriteAsync(db => StopAsync(db, jobId, status, also, ct), ct);
                running.Find(jobId)?.Lose();
                return row;
            }
            catch (DbUpdateConcurrencyException)
            {
                // On another node it was begun or ended at the same moment: look again.
            }
        }
    }

    /// <summary>Does the work. Gives what to write into the row when it is done.</summary>
    protected abstract Task<Action<TRow>> WorkAsync(TRow row, JobRun run);

    /// <summary>Clears up after a run, however it ended.</summary>
    protected abstract Task AfterRunAsync(JobRun run);

    private async Task<TRow?> StopAsync(CrmDb db, string jobId, JobStatus status, Func<CrmDb, TRow, Task> also, CancellationToken ct)
    {
        var job = await db.Set<TRow>().SingleOrDefaultAsync(j => j.JobId == jobId, ct);
        if (job is { IsOver: false })
        {
            job.End(status, Now());
            await db.SaveChangesAsync(ct);
            await also(db, job);
        }

        return job;
    }

    private async Task ClearUpAsync(JobRun run)
    {
        try
        {
            await AfterRunAsync(run);
        }
        catch (Exception fault)
        {
            LogLitter(fault, Kind, run.JobId);
        }
    }

    private async Task<TRow?> ClaimAsync(string jobId, CancellationToken ct)
    {
        try
        {
            return await store.WriteAsync(
                async db =>
                {
                    var row = await db.Set<TRow>().SingleOrDefaultAsync(j => j.JobId == jobId, ct);
                    var now = Now();
                    if (row is null || row.NotBefore > now
                        || !(row.Status == JobStatus.Pending || (row.Status == JobStatus.Processing && row.LeaseUntil < now)))
                    {
                        return null;
                    }

                    Claim(row);
                    if (row.Starts > JobLimits.Starts)
                    {
                        row.Error = new JobFailure("Jobs.NeverEnds", []).Keep();
                        row.End(JobStatus.Failed, now);
                    }

                    await db.SaveChangesAsync(ct);
                    return row.IsOver ? null : row;
                },
                ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node was quicker.
            return null;
        }
    }

    private void Fail(TRow job, Exception fault, DateTime now)
    {
        job.Failures++;
        job.Error = JobFailure.Of(fault, FaultKey).Keep();
        var hopeless = fault is CrmException refusal && refusal.Code.Status() < 500;
        if (hopeless || job.Failures >= JobLimits.Tries)
        {
            job.End(JobStatus.Failed, now);
        }
        else
        {
            HandBack(job, now + JobLimits.Pause(job.Failures));
        }
    }

    private static void HandBack(TRow job, DateTime? notBefore)
    {
        (job.Status, job.LeaseUntil, job.NotBefore) = (JobStatus.Pending, null, notBefore);
        job.Fence++;
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} job {JobId} was canceled or taken over")]
    private partial void LogLost(string kind, string jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} job {JobId} could not clear up; the next sweep does")]
    private partial void LogLitter(Exception fault, string kind, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} job {JobId} failed")]
    private partial void LogFault(Exception fault, string kind, string jobId);
}
