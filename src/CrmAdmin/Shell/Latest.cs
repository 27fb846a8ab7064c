namespace CrmAdmin.Shell;

/// <summary>Of several asks only the newest counts: each cancels the one before it, whatever order they end in.</summary>
public sealed class Latest : IDisposable
{
    private CancellationTokenSource current = new();

    /// <summary>Begins an ask; gives the token that is cancelled by the next one.</summary>
    public CancellationToken Next()
    {
        var before = current;
        current = new CancellationTokenSource();
        before.Cancel();
        before.Dispose();
        return current.Token;
    }

    /// <summary>Cancels the last ask.</summary>
    public void Dispose()
    {
        current.Cancel();
        current.Dispose();
    }
}
