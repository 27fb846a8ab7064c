using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Shell;

public sealed class FollowingTests
{
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly Following following = new();
    private int looks;

    [Fact]
    public async Task While_SomethingMoves_LooksOnceABeatWhateverPasses()
    {
        var end = following.WhileAsync(() => looks < 3, Look, clock, CancellationToken.None);
        await following.WhileAsync(() => true, () => throw new InvalidOperationException("It is followed already."), clock, CancellationToken.None);

        await end.WaitAsync(Patience.Deadline);
        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task While_NothingMoves_IsOver() =>
        await following.WhileAsync(() => false, Look, clock, CancellationToken.None);

    [Fact]
    public async Task While_ThePageGoes_IsOver()
    {
        var leaving = new Leaving();
        var end = following.WhileAsync(() => true, Look, new SteppingClock(), leaving.Token);
        leaving.Dispose();

        await end;
        Assert.Equal(0, looks);
    }

    [Fact]
    public async Task While_AFaultThatDoesNotPass_IsTold()
    {
        var end = following.WhileAsync(() => true, () => throw new InvalidOperationException("A bug."), clock, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => end);
    }

    private Task Look()
    {
        looks++;
        return looks switch
        {
            1 => throw new CrmException(ErrorCode.ServiceUnavailable, "Http.StorageBusy"),
            2 => throw new OperationCanceledException(),
            _ => Task.CompletedTask,
        };
    }
}
