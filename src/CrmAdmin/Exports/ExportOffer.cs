using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;

namespace CrmAdmin.Exports;

/// <summary>Which of a list's records are exported.</summary>
public enum ExportScope
{
    /// <summary>Those that match the list's conditions.</summary>
    Matching,

    /// <summary>Those that are chosen.</summary>
    Chosen,

    /// <summary>Those of a segment.</summary>
    Segment,

    /// <summary>All of the entity.</summary>
    All,
}

/// <summary>The records that a list offers for export.</summary>
/// <param name="Matching">What the list shows.</param>
/// <param name="IsNarrowed">Whether that is less than everything.</param>
/// <param name="Picked">What is chosen in it, a copy of its own.</param>
/// <param name="HasSegments">Whether the entity has segments.</param>
public sealed record ExportOffer(RecordSelection Matching, bool IsNarrowed, RowSelection Picked, bool HasSegments = false)
{
    /// <summary>The scopes there are, the likeliest first.</summary>
    public IReadOnlyList<ExportScope> Scopes =>
    [
        .. Picked.IsEmpty ? [] : new[] { ExportScope.Chosen },
        .. IsNarrowed ? new[] { ExportScope.Matching } : [],
        ExportScope.All,
        .. HasSegments ? new[] { ExportScope.Segment } : [],
    ];

    /// <summary>Why what is chosen cannot be exported, as a text key and its number; null where it can.</summary>
    public (string Key, int Most)? Refusal => Picked switch
    {
        { IsEverything: true, Marked.Count: > Limits.ListValues } => ("Exports.TooManyLeftOut", Limits.ListValues),
        { IsEverything: false, Marked.Count: > Limits.BulkItems } => ("Exports.TooManyChosen", Limits.BulkItems),
        _ => null,
    };

    /// <summary>Whether there is anything to ask for in a scope: what is chosen can be too much.</summary>
    public bool IsAskable(ExportScope scope) => scope != ExportScope.Chosen || Refusal is null;

    /// <summary>The records of a scope, in the list's order.</summary>
    /// <param name="scope">Which of them.</param>
    /// <param name="segmentId">The segment, where one is meant.</param>
    public RecordSelection Of(ExportScope scope, string? segmentId = null) => scope switch
    {
        ExportScope.Matching => Matching,
        ExportScope.Segment => new RecordSelection(Matching.EntityId, SegmentId: segmentId, SortFields: Matching.SortFields),
        ExportScope.All => new RecordSelection(Matching.EntityId, SortFields: Matching.SortFields),
        _ when !Picked.IsEverything => new RecordSelection(Matching.EntityId, RecordIds: [.. Picked.Marked], SortFields: Matching.SortFields),
        _ when Picked.Marked.Count == 0 => Matching,
        _ => Matching with { ConditionGroup = WithoutMarked() },
    };

    private JsonElement WithoutMarked()
    {
        var leftOut = new { field = "recordId", @operator = "excludes", value = Picked.Marked };
        object[] conditions = Matching.ConditionGroup is { } group ? [group, leftOut] : [leftOut];
        return JsonSerializer.SerializeToElement(new { @operator = "AND", conditions }, Json.Options);
    }
}
