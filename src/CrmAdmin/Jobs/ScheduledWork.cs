using Quartz;

namespace CrmAdmin.Jobs;

/// <summary>What the scheduler runs: it finds the kind of work and leaves the rest to it.</summary>
internal sealed class ScheduledWork(IEnumerable<ILongWork> kinds, JobQueue queue, IHostApplicationLifetime lifetime) : IJob<JobTicket>
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, JobTicket payload, CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var kind = kinds.First(k => k.Kind == payload.Kind);
        if (await kind.RunAsync(payload.JobId, stopping.Token) is { } again)
        {
            await queue.EnqueueAsync(payload.Kind, payload.JobId, again, stopping.Token);
        }
    }
}
