using System.Globalization;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;

namespace CrmAdmin.Exports.Bulk;

/// <summary>An export of contacts or activities, and how it stands.</summary>
/// <param name="Id">A UUID.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Progress">Rows done.</param>
/// <param name="Total">Rows to do; 0 until they have been counted.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="FinishedAt">When it ended, UTC; null while it has not.</param>
/// <param name="FileTitle">The file's name without its extension.</param>
/// <param name="DownloadPath">A fresh link, without the base of its address; only where the file is there.</param>
/// <param name="Error">Why it failed, or that it was canceled, in the reader's language.</param>
internal sealed record BulkExport(
    string Id,
    BulkExportRequest Request,
    JobStatus Status,
    long Progress,
    long Total,
    DateTime CreatedAt,
    DateTime? FinishedAt,
    string FileTitle,
    string? DownloadPath,
    string? Error)
{
    public static BulkExport Of(BulkExportJob row, string? link, (long Progress, long Total) reached) => new(
        row.JobId,
        row.Asked,
        row.Status,
        reached.Progress,
        reached.Total,
        row.CreatedAt,
        row.FinishedAt,
        Path.GetFileNameWithoutExtension(row.DownloadName),
        link,
        row.Status switch
        {
            JobStatus.Failed => row.Failure(CultureInfo.CurrentUICulture),
            JobStatus.Canceled => Texts.Get("Exports.WasCanceled", CultureInfo.CurrentUICulture),
            _ => null,
        });
}

/// <summary>One page of exports.</summary>
/// <param name="Exports">The newest first.</param>
/// <param name="NextKey">The startKey of the page behind; null on the last.</param>
/// <param name="PreviousKey">The startKey of the page before; null on the first.</param>
internal sealed record BulkExportPage(IReadOnlyList<BulkExport> Exports, string? NextKey, string? PreviousKey);
