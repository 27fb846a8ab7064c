using Quartz;

namespace CrmAdmin.Jobs;

/// <summary>
/// Hands jobs to the scheduler. What it cannot take now the sweep brings again, so a scheduler that is down or full
/// loses nothing.
/// </summary>
public sealed partial class JobQueue(ISchedulerFactory schedulers, TimeProvider time, ILogger<JobQueue> log)
{
    /// <summary>Has a job run as soon as there is a turn for it, not before the time given. Asking twice is the same as asking once.</summary>
    public async Task EnqueueAsync(string kind, string jobId, DateTime? notBefore, CancellationToken ct)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(ct);
            var delay = notBefore - time.GetUtcNow().UtcDateTime;
            await scheduler.ScheduleJob<ScheduledWork, JobTicket>(
                new JobTicket(kind, jobId),
                delay > TimeSpan.Zero ? delay.Value : TimeSpan.Zero,
                new OneOffJobOptions { Name = jobId, Group = kind, OnConflict = TriggerConflict.Keep, RequestRecovery = true },
                ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotTaken(fault, kind, jobId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler did not take {Kind} job {JobId}; the next sweep tries again")]
    private partial void LogNotTaken(Exception fault, string kind, string jobId);
}

/// <summary>What the scheduler remembers of a job.</summary>
/// <param name="Kind">The kind of work.</param>
/// <param name="JobId">The job's row.</param>
public sealed record JobTicket(string Kind, string JobId);
