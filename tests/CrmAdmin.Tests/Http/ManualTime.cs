namespace CrmAdmin.Tests.Http;

/// <summary>A clock that goes with the system's, from wherever a test sets it.</summary>
public sealed class ManualTime : TimeProvider
{
    private long offset;

    /// <summary>Moves the clock; back with a negative span.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);

    /// <summary>Sets the clock to an instant.</summary>
    public void SetUtcNow(DateTimeOffset now) => Interlocked.Exchange(ref offset, (now - System.GetUtcNow()).Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref offset));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;
}
