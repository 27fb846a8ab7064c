using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Jobs;

/// <summary>Writes the steps of runs that go on step by step, each a transaction that also says how far the run is.</summary>
internal sealed class JobWrites(Store store, TimeProvider time)
{
    /// <summary>
    /// Writes one step. While the database takes no writes it is tried again for <see cref="JobLimits.WriteEnd"/>. The step
    /// itself must tell by <see cref="Demand"/> that it stands where the run believes: a try whose end nobody saw may have
    /// been written.
    /// </summary>
    public async Task<T> WriteAsync<T>(JobRun run, Func<CrmDb, Task<T>> step)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await store.WriteAsync(step, run.Token);
            }
            catch (Exception fault) when (Faults.Refusal(fault).Code == ErrorCode.ServiceUnavailable && time.GetElapsedTime(begun) < JobLimits.WriteEnd)
            {
                await Task.Delay(JobLimits.Beat, time, run.Token);
            }
        }
    }

    /// <summary>Ends a run by <see cref="OperationCanceledException"/> that has lost its job, or stands elsewhere than it believes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="touched">Rows of jobs that were found to be the run's and at its place, and changed.</param>
    public static void Demand(JobRun run, int touched)
    {
        if (touched == 0)
        {
            run.Lose();
            throw new OperationCanceledException(run.Token);
        }
    }
}
