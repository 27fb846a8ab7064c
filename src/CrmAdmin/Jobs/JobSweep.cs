using CrmAdmin.Storage;

namespace CrmAdmin.Jobs;

/// <summary>
/// Brings every job that waits without a run back to the scheduler: at start, and then ever again. So no job depends on
/// what the scheduler remembers.
/// </summary>
internal sealed partial class JobSweep(
    IEnumerable<ILongWork> kinds, JobQueue queue, DatabaseOptions database, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<JobSweep> log)
    : BackgroundService
{
    /// <summary>Before anything runs. On SQLite there is one process: whatever was running ran in one that is gone.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            foreach (var kind in kinds)
            {
                await kind.RecoverAsync(cancellationToken);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var kind in kinds)
            {
                await SweepAsync(kind, stoppingToken);
            }

            await Task.Delay(JobLimits.Sweep, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepAsync(ILongWork kind, CancellationToken ct)
    {
        try
        {
            foreach (var (jobId, notBefore) in await kind.DueAsync(ct))
            {
                await queue.EnqueueAsync(kind.Kind, jobId, notBefore, ct);
            }

            await kind.TidyAsync(ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogFault(fault, kind.Kind);
        }
    }

    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for {Kind} jobs failed; it is tried again")]
    private partial void LogFault(Exception fault, string kind);
}
