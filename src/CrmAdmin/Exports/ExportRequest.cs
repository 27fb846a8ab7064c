using System.Text.Json;
using CrmAdmin.Search;

namespace CrmAdmin.Exports;

/// <summary>What is to be exported, and how: the body of the request, and what the dialog sends.</summary>
public sealed record ExportRequest
{
    /// <summary>Whose records.</summary>
    public string? EntityId { get; init; }

    /// <summary>csv or excel.</summary>
    public string? Format { get; init; }

    /// <summary>Contained in the name; initial consonants stand for syllables too.</summary>
    public string? Keyword { get; init; }

    /// <summary>JSON text of one comparison a field.</summary>
    public string? Filters { get; init; }

    /// <summary>In this segment.</summary>
    public string? SegmentId { get; init; }

    /// <summary>A condition group as in a search.</summary>
    public JsonElement? ConditionGroup { get; init; }

    /// <summary>One of these, at most 1,000.</summary>
    public IReadOnlyList<string?>? RecordIds { get; init; }

    /// <summary>The columns in their order; all of them where absent.</summary>
    public IReadOnlyList<string?>? Columns { get; init; }

    /// <summary>The order; newest first where absent.</summary>
    public IReadOnlyList<string?>? SortFields { get; init; }

    /// <summary>CSV: «,» (the default), «;» or a tab.</summary>
    public string? Delimiter { get; init; }

    /// <summary>ISO (the default), L, LL or LLL.</summary>
    public string? DateFormat { get; init; }

    /// <summary>An IANA name such as Europe/Berlin.</summary>
    public string? TimeZone { get; init; }

    /// <summary>CSV: a byte order mark; true where absent.</summary>
    public bool? Bom { get; init; }

    /// <summary>CSV: an apostrophe before what a spreadsheet would take for a formula; true where absent.</summary>
    public bool? FormulaGuard { get; init; }

    /// <summary>The records it means, in their order.</summary>
    internal RecordSelection Selection => new(
        EntityId, ConditionGroup, Keyword, Filters, SegmentId, RecordIds is null ? null : [.. RecordIds.OfType<string>()], SortFields);
}
