namespace CrmAdmin.Tests;

/// <summary>
/// A clock that stands still, at noon of a Saturday in Seoul, until a test lets time pass. Timers follow it; what they set
/// off may set others from threads of its own.
/// </summary>
internal sealed class SteppingClock : TimeProvider
{
    private readonly Lock turn = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (turn)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Lets time pass, and runs what was due.</summary>
    public void Step(TimeSpan span)
    {
        List<Alarm> due;
        lock (turn)
        {
            now += span;
            due = [.. alarms.Where(alarm => alarm.At <= now)];
        }

        foreach (var alarm in due)
        {
            // One of them may have put another off.
            if (Remove(alarm))
            {
                alarm.Callback(alarm.State);
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private void Set(Alarm alarm, TimeSpan dueTime)
    {
        lock (turn)
        {
            alarms.Remove(alarm);
            if (dueTime >= TimeSpan.Zero)
            {
                alarm.At = now + dueTime;
                alarms.Add(alarm);
            }
        }
    }

    private bool Remove(Alarm alarm)
    {
        lock (turn)
        {
            return alarms.Remove(alarm);
        }
    }

    private sealed class Alarm(SteppingClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset At { get; set; }

        public TimerCallback Callback => callback;

        public object? State => state;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
