namespace CrmAdmin.Jobs;

/// <summary>A kind of long work, as the scheduler and the sweep see it.</summary>
public interface ILongWork
{
    /// <summary>Its name among the kinds.</summary>
    string Kind { get; }

    /// <summary>Takes back the jobs of a process that is gone. Called before anything runs, where no other node can be running them.</summary>
    Task RecoverAsync(CancellationToken ct);

    /// <summary>The jobs that wait for a run, and when each may begin; null is at once.</summary>
    Task<IReadOnlyList<(string JobId, DateTime? NotBefore)>> DueAsync(CancellationToken ct);

    /// <summary>Runs a job once, unless somebody else already does. Gives when it is to be tried again; null where it is not.</summary>
    Task<DateTime?> RunAsync(string jobId, CancellationToken stopping);

    /// <summary>Removes what is no longer needed. Called with every sweep.</summary>
    Task TidyAsync(CancellationToken ct);
}
