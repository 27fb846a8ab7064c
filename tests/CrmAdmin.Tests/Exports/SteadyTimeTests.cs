using CrmAdmin.Jobs;

namespace CrmAdmin.Tests.Exports;

public sealed class SteadyTimeTests
{
    [Fact]
    public void UtcNow_ClockSetForwardAndBack_NeverRunsAhead()
    {
        var clock = new TwoClocks();
        var steady = new SteadyTime(clock);
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(clock.Began.AddHours(1), steady.UtcNow());
        clock.Set(TimeSpan.FromDays(30));
        Assert.Equal(clock.Began.AddHours(1), steady.UtcNow());
        clock.Set(TimeSpan.FromDays(-30));
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(clock.Began.AddHours(2), steady.UtcNow());
        clock.Set(TimeSpan.FromDays(-1));
        Assert.Equal(clock.Began.AddHours(2).AddDays(-1), steady.UtcNow());
    }

    /// <summary>A wall clock that can be set, and time that passes.</summary>
    private sealed class TwoClocks : TimeProvider
    {
        private TimeSpan passed;
        private TimeSpan set;

        public DateTime Began { get; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan by) => passed += by;

        public void Set(TimeSpan by) => set += by;

        public override DateTimeOffset GetUtcNow() => Began + passed + set;

        public override long GetTimestamp() => passed.Ticks;
    }
}
