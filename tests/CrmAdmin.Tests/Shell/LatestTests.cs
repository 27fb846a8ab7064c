using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Shell;

public sealed class LatestTests
{
    [Fact]
    public void Next_CancelsTheAskBefore_AndDisposeTheLast()
    {
        var latest = new Latest();
        var tokens = Enumerable.Range(0, 3).Select(_ => latest.Next()).ToArray();

        Assert.Equal([true, true, false], tokens.Select(token => token.IsCancellationRequested));
        latest.Dispose();
        Assert.True(tokens[2].IsCancellationRequested);
        Assert.True(latest.Next().IsCancellationRequested);
    }
}
