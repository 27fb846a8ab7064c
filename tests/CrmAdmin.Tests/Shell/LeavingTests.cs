using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Shell;

public sealed class LeavingTests
{
    [Fact]
    public void Token_AfterThePageWent_IsStillThereAndCancelled()
    {
        var leaving = new Leaving();
        var before = leaving.Token;
        leaving.Dispose();

        Assert.True(before.IsCancellationRequested);
        Assert.True(leaving.Token.IsCancellationRequested);
    }
}
