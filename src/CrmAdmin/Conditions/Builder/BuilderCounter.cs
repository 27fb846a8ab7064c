using CrmAdmin.Http;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Runs one count at a time: a new one cancels the one before.</summary>
internal sealed class BuilderCounter : IDisposable
{
    private CancellationTokenSource? running;

    /// <summary>Runs a count. Not done where a newer one took its place; null where it failed.</summary>
    public async Task<(bool Done, BuilderCount? Answer)> RunAsync(Func<CancellationToken, Task<BuilderCount>> count)
    {
        Dispose();
        var mine = running = new CancellationTokenSource();
        try
        {
            var answer = await count(mine.Token);
            return (ReferenceEquals(running, mine), answer);
        }
        catch (Exception fault) when (fault is OperationCanceledException or CrmException or ObjectDisposedException)
        {
            return (ReferenceEquals(running, mine), null);
        }
    }

    public void Dispose()
    {
        running?.Cancel();
        running?.Dispose();
        running = null;
    }
}
