using CrmAdmin.Search;

namespace CrmAdmin.Records.Bulk;

/// <summary>How it is said which records an order means.</summary>
public enum BulkRange
{
    /// <summary>By their ids.</summary>
    Ids,

    /// <summary>Live ones by what they match.</summary>
    Matching,

    /// <summary>Ones in the trash by what they match.</summary>
    Trashed,

    /// <summary>Those that another run has done.</summary>
    Done,
}

/// <summary>
/// Which records an order means. What matches is walked while the work goes on, and no further than there was at the
/// beginning: what is added meanwhile was not meant.
/// </summary>
/// <param name="Range">How it is said.</param>
/// <param name="Marked">The ids; of what matches those left out.</param>
/// <param name="Everything">What they match; null for ids.</param>
/// <param name="Newest">Of live ones the newest that is meant.</param>
/// <param name="Until">Of ones in the trash the latest deletion that is meant, UTC.</param>
/// <param name="RunId">The other run.</param>
public sealed record BulkSource(
    BulkRange Range,
    IReadOnlyList<string> Marked,
    RecordSelection? Everything = null,
    string? Newest = null,
    DateTime? Until = null,
    string? RunId = null);
