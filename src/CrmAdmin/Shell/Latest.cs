namespace CrmAdmin.Shell;

/// <summary>Of several asks only the newest counts: each cancels the one before it, whatever order they end in.</summary>
public sealed class Latest : IDisposable
{
    private CancellationTokenSource? current = new();

    /// <summary>Begins an ask; gives the token that is cancelled by the next one. After the end it is cancelled from the first.</summary>
    public CancellationToken Next()
    {
        if (current is not { } before)
        {
            return new CancellationToken(canceled: true);
        }

        current = new CancellationTokenSource();
        before.Cancel();
        before.Dispose();
        return current.Token;
    }

    /// <summary>Cancels the last ask, and each that is still begun.</summary>
    public void Dispose()
    {
        current?.Cancel();
        current?.Dispose();
        current = null;
    }
}
