using System.Text.Json;

namespace CrmAdmin.Search;

/// <summary>Which records of an entity are meant, and in which order. All that is given narrows together.</summary>
/// <param name="EntityId">Whose records.</param>
/// <param name="ConditionGroup">The root group; none matches every record.</param>
/// <param name="Keyword">Contained in the name; initial consonants stand for syllables too.</param>
/// <param name="Filters">JSON text of one comparison a field, as in exports.</param>
/// <param name="SegmentId">In this segment.</param>
/// <param name="RecordIds">One of these.</param>
/// <param name="SortFields">Up to five, each with - for descending; -dateCreated where absent.</param>
public sealed record RecordSelection(
    string? EntityId,
    JsonElement? ConditionGroup = null,
    string? Keyword = null,
    string? Filters = null,
    string? SegmentId = null,
    IReadOnlyList<string>? RecordIds = null,
    IReadOnlyList<string?>? SortFields = null)
{
    /// <summary>One text for selections that mean the same; cursors are bound to it.</summary>
    internal string Purpose(IReadOnlyList<Sort> sorts) => string.Join(
        '\n', EntityId, Canonical.Text(ConditionGroup), Keyword, Filters, SegmentId, string.Join(',', RecordIds ?? []), string.Join(',', sorts));
}
