namespace CrmAdmin.Shell;

/// <summary>Says to what a page has begun that the page is gone. Unlike a source's, its token may be asked for afterwards too.</summary>
public sealed class Leaving : IDisposable
{
    private readonly CancellationTokenSource source = new();

    public Leaving() => Token = source.Token;

    /// <summary>Is cancelled when the page goes.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether the page is gone.</summary>
    public bool IsCancellationRequested => Token.IsCancellationRequested;

    /// <summary>The page goes.</summary>
    public void Dispose()
    {
        if (!IsCancellationRequested)
        {
            source.Cancel();
            source.Dispose();
        }
    }
}
