namespace CrmAdmin.Jobs;

/// <summary>One run of a job in this process.</summary>
public sealed class JobRun : IDisposable
{
    private readonly CancellationTokenSource stop;
    private long progress;
    private long total;
    private volatile bool lost;

    internal JobRun(string jobId, long fence, CancellationToken stopping)
    {
        (JobId, Fence) = (jobId, fence);
        stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>This run's number; no other run of the job ever has it.</summary>
    public long Fence { get; }

    /// <summary>Fires when the run must stop: canceled, superseded, or the server ends.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>Rows done.</summary>
    public long Progress => Interlocked.Read(ref progress);

    /// <summary>Rows to do.</summary>
    public long Total => Interlocked.Read(ref total);

    /// <summary>Whether the job no longer belongs to this run.</summary>
    internal bool IsLost => lost;

    /// <summary>Says how far the run is. Costs next to nothing; it is written down about once a second.</summary>
    public void Report(long done, long toDo)
    {
        Interlocked.Exchange(ref progress, done);
        Interlocked.Exchange(ref total, toDo);
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <summary>Ends a run whose job was canceled or taken over.</summary>
    internal void Lose()
    {
        lost = true;
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had just ended.
        }
    }
}
