using System.Globalization;
using CrmAdmin.Jobs;

namespace CrmAdmin.Records.Bulk;

/// <summary>One order and how far it has come. It belongs to the server, not to the page: leaving the page does not stop it.</summary>
/// <param name="RunId">Its name.</param>
/// <param name="Order">What was ordered.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StartedAt">When it last began, UTC; null while it waits for its turn.</param>
/// <param name="Done">Records that were done.</param>
/// <param name="Skipped">Records that were not, each for a reason of its own.</param>
/// <param name="Failure">Why it stopped, in the person's language.</param>
/// <param name="IsTold">Whether a page has told the person of its end; one opened afterwards need not.</param>
/// <param name="IsDismissed">Whether the person has taken it off the list.</param>
/// <param name="IsUndone">Whether it was taken back.</param>
public sealed record BulkRun(
    string RunId, BulkOrder Order, JobStatus Status, DateTime? StartedAt, long Done, long Skipped, string? Failure, bool IsTold, bool IsDismissed, bool IsUndone)
{
    /// <summary>How many were looked at.</summary>
    public long Handled => Done + Skipped;

    /// <summary>Whether it waits or runs.</summary>
    public bool IsUnderWay => Status is JobStatus.Pending or JobStatus.Processing;

    /// <summary>Whether it is through and no record was skipped: there is nothing to look at.</summary>
    public bool WentWell => Status == JobStatus.Completed && Skipped == 0;

    /// <summary>Whether what was done can be taken back.</summary>
    public bool CanUndo => !IsUnderWay && !IsUndone && Done > 0 && Order.Act is BulkAct.Delete or BulkAct.Restore;

    internal static BulkRun Of(BulkJob job) => new(
        job.JobId, job.Order, job.Status, job.StartedAt, job.Done, job.Skipped, job.Failure(CultureInfo.CurrentUICulture), job.IsTold, job.IsDismissed, job.IsUndone);
}
