using CrmAdmin.Jobs;

namespace CrmAdmin.Tests.Jobs;

public sealed class RightOfWayTests
{
    private readonly SteppingClock clock = new();
    private readonly RightOfWay way;

    public RightOfWayTests() => way = new RightOfWay(clock);

    [Fact]
    public void Pass_WhileNobodySearches_NeverRests()
    {
        var work = way.Begin();
        clock.Step(TimeSpan.FromSeconds(1));
        Assert.True(Pass(work).IsCompletedSuccessfully);

        way.Claim();
        clock.Step(TimeSpan.FromSeconds(1));
        Assert.True(Pass(work).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(5, 15)]
    [InlineData(60, 20)]
    public async Task Pass_BesideASearch_RestsThreeTimesAsLongAsItWorkedAndNotForLong(int worked, int rests)
    {
        var work = way.Begin();
        way.Claim();
        clock.Step(TimeSpan.FromMilliseconds(worked));

        var pass = Pass(work);
        clock.Step(TimeSpan.FromMilliseconds(rests - 1));
        Assert.False(pass.IsCompleted);
        clock.Step(TimeSpan.FromMilliseconds(1));
        await pass;

        // What it rested it did not work.
        way.Claim();
        Assert.True(Pass(work).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Pass_StoppedWhileItRests_Ends()
    {
        using var stop = new CancellationTokenSource();
        var work = way.Begin();
        way.Claim();
        clock.Step(TimeSpan.FromMilliseconds(5));

        var pass = work.PassAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
    }

    [Fact]
    public async Task Quiet_WhileSomebodySearches_IsWaitedForButNotForEver()
    {
        clock.Step(TimeSpan.FromSeconds(1));
        var (quiet, longest) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        Assert.True(way.QuietAsync(quiet, longest, default).IsCompletedSuccessfully);

        way.Claim();
        var waiting = way.QuietAsync(quiet, longest, default);
        clock.Step(TimeSpan.FromSeconds(1));
        way.Claim();
        clock.Step(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        clock.Step(TimeSpan.FromSeconds(1));
        await waiting;

        way.Claim();
        waiting = way.QuietAsync(quiet, longest, default);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(waiting.IsCompleted);
            clock.Step(TimeSpan.FromSeconds(1));
            way.Claim();
        }

        await waiting;
    }

    private static Task Pass(RightOfWay.Work work) => work.PassAsync(default).AsTask();
}
