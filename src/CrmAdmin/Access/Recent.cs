namespace CrmAdmin.Access;

/// <summary>
/// A small thing that every request needs, read from the database at most twice a second: a change made on another
/// node is seen within that time, one made here at once.
/// </summary>
internal sealed class Recent<T>(Func<CancellationToken, Task<T>> load, TimeProvider time) : IDisposable
    where T : class
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Entry? entry;
    private long generation;

    /// <summary>The present value.</summary>
    public ValueTask<T> GetAsync(CancellationToken ct) =>
        entry is { } present && IsFresh(present) ? new(present.Value) : new(LoadAsync(ct));

    /// <summary>Has the next reader load it anew; called after a change has been committed.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref generation);
        entry = null;
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<T> LoadAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (entry is { } present && IsFresh(present))
            {
                return present.Value;
            }

            var (before, since) = (Interlocked.Read(ref generation), time.GetTimestamp());
            var value = await load(ct);
            if (before == Interlocked.Read(ref generation))
            {
                entry = new Entry(value, since);
            }

            return value;
        }
        finally
        {
            turn.Release();
        }
    }

    private bool IsFresh(Entry present) => time.GetElapsedTime(present.Since) < Freshness;

    private sealed record Entry(T Value, long Since);
}
