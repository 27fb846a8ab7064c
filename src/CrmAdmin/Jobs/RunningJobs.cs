using System.Collections.Concurrent;

namespace CrmAdmin.Jobs;

/// <summary>The runs in this process, so that a cancellation reaches them at once and none is begun twice.</summary>
public sealed class RunningJobs
{
    private readonly ConcurrentDictionary<string, JobRun> runs = new(StringComparer.Ordinal);

    /// <summary>Whether the job runs here.</summary>
    public bool Has(string jobId) => runs.ContainsKey(jobId);

    /// <summary>The run of a job here; null where there is none.</summary>
    public JobRun? Find(string jobId) => runs.GetValueOrDefault(jobId);

    internal void Add(JobRun run) => runs[run.JobId] = run;

    internal void Remove(JobRun run) => runs.TryRemove(KeyValuePair.Create(run.JobId, run));
}
