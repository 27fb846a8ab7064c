namespace CrmAdmin.Jobs;

/// <summary>The spans and counts of job keeping.</summary>
public static class JobLimits
{
    /// <summary>Tries that may end with an error before the job is given up.</summary>
    public const int Tries = 3;

    /// <summary>
    /// Runs that may be begun before the job is given up. Far above <see cref="Tries"/>, because a run that a kill or a
    /// power cut ended is not the job's fault; there only so that a job which itself kills the server cannot do so for ever.
    /// </summary>
    public const int Starts = 100;

    /// <summary>Jobs that one node runs side by side.</summary>
    public const int SideBySide = 4;

    /// <summary>How long a run counts as alive after its last sign.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long after its end a lease is certain to have lapsed, by whatever clock.</summary>
    public static readonly TimeSpan Lapsed = TimeSpan.FromSeconds(1);

    /// <summary>Between two signs of life, and two writings of the progress.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>A run without progress gives a sign this seldom.</summary>
    public static readonly TimeSpan IdleBeat = TimeSpan.FromSeconds(8);

    /// <summary>Between two looks for jobs that wait without being scheduled, or whose run has died; shorter by far than a lease that is renewed.</summary>
    public static readonly TimeSpan Sweep = TimeSpan.FromSeconds(20);

    /// <summary>How long the end of a run is tried to be written while the database does not take it.</summary>
    public static readonly TimeSpan WriteEnd = TimeSpan.FromMinutes(2);

    /// <summary>Pause before the next try after so many failures.</summary>
    public static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(failures <= 1 ? 1 : 4);
}
