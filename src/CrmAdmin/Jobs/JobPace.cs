namespace CrmAdmin.Jobs;

/// <summary>How fast long work goes.</summary>
/// <param name="PerSecond">Rows a second since its run began.</param>
/// <param name="Left">How long it will still take at that.</param>
public readonly record struct JobPace(long PerSecond, TimeSpan Left)
{
    private static readonly TimeSpan Meaningful = TimeSpan.FromSeconds(1);

    /// <summary>The pace at an instant; null while there is too little to tell it by.</summary>
    /// <param name="startedAt">When the run began; null where it has not.</param>
    /// <param name="done">Rows done.</param>
    /// <param name="total">Rows to do.</param>
    /// <param name="now">The instant.</param>
    public static JobPace? Of(DateTime? startedAt, long done, long total, DateTime now)
    {
        if (now - startedAt is not { } spent || spent < Meaningful || done == 0)
        {
            return null;
        }

        var rate = done / spent.TotalSeconds;
        return new JobPace((long)rate, TimeSpan.FromSeconds(Math.Max(0, total - done) / rate));
    }
}
