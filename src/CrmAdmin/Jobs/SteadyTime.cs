namespace CrmAdmin.Jobs;

/// <summary>
/// The time by which things are removed for good. A system clock that is set forward, perhaps for a moment only, does not
/// carry it along: it never runs faster than time passes.
/// </summary>
public sealed class SteadyTime(TimeProvider time)
{
    // Marked before the clock is read: a start that is held up between the two must not leave this behind the clock for good.
    private readonly long mark = time.GetTimestamp();
    private readonly DateTimeOffset began = time.GetUtcNow();

    /// <summary>The system's clock, or the time that has passed since the start where that is earlier; UTC.</summary>
    public DateTime UtcNow()
    {
        var passed = began + time.GetElapsedTime(mark);
        var clock = time.GetUtcNow();
        return (clock < passed ? clock : passed).UtcDateTime;
    }
}
