using CrmAdmin.Http;

namespace CrmAdmin.Storage;

/// <summary>
/// Lets one writer in at a time. On SQLite every write, schema change and checkpoint of this process passes here:
/// the bundled SQLite can corrupt a WAL file when two connections commit and checkpoint at the same instant.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Waits for the gate; dispose the result to leave. 503 when it stays shut for <see cref="Limits.WriteWait"/>.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        if (!await gate.WaitAsync(Limits.WriteWait, ct))
        {
            throw new CrmException(ErrorCode.ServiceUnavailable, "Http.StorageBusy");
        }

        return new Entry(gate);
    }

    /// <inheritdoc cref="EnterAsync"/>
    public IDisposable Enter()
    {
        if (!gate.Wait(Limits.WriteWait))
        {
            throw new CrmException(ErrorCode.ServiceUnavailable, "Http.StorageBusy");
        }

        return new Entry(gate);
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private sealed class Entry(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? held = gate;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
