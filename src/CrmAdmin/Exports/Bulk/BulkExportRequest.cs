namespace CrmAdmin.Exports.Bulk;

/// <summary>An export of contacts or activities as it was asked for, checked; every choice as callers write it.</summary>
/// <param name="ExportType">contacts or activities.</param>
/// <param name="DateFormat">ISO, L, LL or LLL.</param>
/// <param name="Delimiter">«,» or «;».</param>
/// <param name="Version">v1, or v2, which has more columns.</param>
/// <param name="Filters">What narrows it.</param>
internal sealed record BulkExportRequest(string ExportType, string DateFormat, string Delimiter, string Version, BulkExportFilters Filters)
{
    /// <summary>The export type of contacts.</summary>
    public const string Contacts = "contacts";

    /// <summary>The export type of activities.</summary>
    public const string Activities = "activities";

    /// <summary>The version where none is asked for.</summary>
    public const string V1 = "v1";

    /// <summary>The version with event summaries, or the payload, as columns.</summary>
    public const string V2 = "v2";

    /// <summary>Whether it is of contacts.</summary>
    public bool IsOfContacts => ExportType == Contacts;

    /// <summary>Whether the columns of v2 are wanted.</summary>
    public bool IsWide => Version == V2;
}

/// <summary>What narrows an export of contacts or activities; what is null narrows nothing.</summary>
/// <param name="SegmentId">Contacts in this segment, and the activities of those.</param>
/// <param name="ActivityTypes">Activities of one of these types.</param>
/// <param name="FromDate">Activities not before this instant; always given for them.</param>
/// <param name="ToDate">Activities not after this instant, at most 31 days later; always given for them.</param>
internal sealed record BulkExportFilters(
    string? SegmentId = null, IReadOnlyList<string>? ActivityTypes = null, DateTime? FromDate = null, DateTime? ToDate = null);
