using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Jobs;

namespace CrmAdmin.Exports;

/// <summary>What became of a request for an export.</summary>
/// <param name="JobId">The export.</param>
/// <param name="DownloadPath">The file's link, without the base of its address; null where a job was started.</param>
public sealed record ExportTicket(string JobId, string? DownloadPath);

/// <summary>How an export stands.</summary>
/// <param name="JobId">The export.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Progress">Rows done.</param>
/// <param name="Total">Rows to do; 0 until they have been counted.</param>
/// <param name="DownloadPath">A fresh link, without the base of its address; only of a completed export.</param>
/// <param name="Error">Why it failed, in the reader's language.</param>
/// <param name="Manifest">What it is.</param>
public sealed record ExportState(
    string JobId, JobStatus Status, long Progress, long Total, string? DownloadPath, string? Error, ExportManifest Manifest);

/// <summary>What an export is, for those who read the list of them.</summary>
/// <param name="Title">What is in it: of records the entity's name when it was asked for.</param>
/// <param name="FileKind">The kind of file, as people call it.</param>
/// <param name="FileName">The name it is downloaded under.</param>
/// <param name="Condition">What it is narrowed to, in the reader's language; in the asker's where something in it is no longer there.</param>
/// <param name="Columns">The headers in their order; none while they are not known.</param>
/// <param name="IsMasked">Whether some column is masked.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="AskedAt">When, UTC.</param>
public sealed record ExportManifest(
    string Title, string FileKind, string FileName, string Condition, IReadOnlyList<string> Columns, bool IsMasked, string AskedBy, DateTime AskedAt)
{
    /// <summary>When the last run began, UTC.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime? FinishedAt { get; init; }

    /// <summary>When it will be gone, UTC; null while it is not over.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Size of the file.</summary>
    public long Bytes { get; init; }

    /// <summary>64 hex digits over the file; null until it is whole.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Excel cells whose text was cut at the 32,767 characters a cell can hold.</summary>
    public long CutCells { get; init; }

    /// <summary>The version of the columns, in words; null where there is but one.</summary>
    public string? Version { get; init; }

    internal static ExportManifest Of(ExportFileRow job, string title, string fileKind) => new(
        title,
        fileKind,
        job.DownloadName,
        job.Sentence,
        JsonSerializer.Deserialize<string[]>(job.Columns, Json.Options)!,
        job.IsMasked,
        job.ActorName,
        job.CreatedAt)
    {
        StartedAt = job.StartedAt,
        FinishedAt = job.FinishedAt,
        ExpiresAt = job.Expires,
        Bytes = job.Bytes,
        Sha256 = job.Sha256,
    };
}

/// <summary>What a file will look like.</summary>
/// <param name="Text">The first lines, the header included, just as a CSV file will have them; of an Excel file the same values, parted by tabs.</param>
/// <param name="Count">How many records there are, no more than Export:SyncLimit.</param>
/// <param name="Capped">Whether there are more.</param>
/// <param name="Immediate">Whether the file will be made at once.</param>
public sealed record ExportSample(string Text, long Count, bool Capped, bool Immediate);
