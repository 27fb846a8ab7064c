using System.Globalization;
using CrmAdmin.Jobs;

namespace CrmAdmin.Imports;

/// <summary>A column of an uploaded file.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Header">Its header.</param>
/// <param name="Samples">Its first values that are not empty.</param>
public sealed record ImportColumn(int Index, string Header, IReadOnlyList<string> Samples);

/// <summary>What an uploaded file holds.</summary>
/// <param name="ImportId">CRMIM1… identifier.</param>
/// <param name="RowCount">Rows behind the header.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="SuggestedMappings">By column index the field that it likely gives.</param>
public sealed record ImportPreview(
    string ImportId, long RowCount, IReadOnlyList<ImportColumn> Columns, IReadOnlyDictionary<string, string> SuggestedMappings);

/// <summary>How an import stands. Pending too while nobody has asked for its run.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Progress">Rows dealt with.</param>
/// <param name="Total">Rows to deal with.</param>
/// <param name="Created">Rows that became records.</param>
/// <param name="Updated">Rows whose record was there already.</param>
/// <param name="Rejected">Rows that became neither.</param>
public sealed record ImportState(string ImportId, JobStatus Status, long Progress, long Total, long Created, long Updated, long Rejected)
{
    /// <summary>A fresh link to the rejects file, without the base of its address; null where there is none, or none yet.</summary>
    public string? RejectsPath { get; init; }

    /// <summary>Why it failed, in the reader's language.</summary>
    public string? Error { get; init; }

    internal static ImportState Of(ImportRow import, ImportJob? job) => job is null
        ? new ImportState(import.ImportId, JobStatus.Pending, 0, import.Rows, 0, 0, 0)
        : new ImportState(import.ImportId, job.Status, job.Done, import.Rows, job.Created, job.Updated, job.Rejected)
        {
            Error = job.Status == JobStatus.Failed ? job.Failure(CultureInfo.CurrentUICulture) : null,
        };
}
