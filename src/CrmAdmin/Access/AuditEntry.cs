using System.Text.Json.Nodes;

namespace CrmAdmin.Access;

/// <summary>One act to be written into the audit log.</summary>
/// <param name="Action">kind.verb, as in «record.create».</param>
/// <param name="EntityId">The entity it concerns, or null.</param>
/// <param name="RecordId">The record it concerns, or null.</param>
/// <param name="Changes">What changed, or null where the action says it all.</param>
/// <param name="OtherEntityId">The entity of the other record it concerns, or null.</param>
/// <param name="OtherRecordId">The other record it concerns, not the same one; null where the act is not between two.</param>
public sealed record AuditEntry(
    string Action,
    string? EntityId = null,
    string? RecordId = null,
    IReadOnlyList<AuditChange>? Changes = null,
    string? OtherEntityId = null,
    string? OtherRecordId = null);

/// <summary>One changed field.</summary>
/// <param name="Field">As conditions name it: «name», «data.{propertyId}».</param>
/// <param name="From">The value before, as answers show it; null was empty.</param>
/// <param name="To">The value after, as answers show it; null is empty.</param>
public sealed record AuditChange(string Field, object? From, object? To)
{
    /// <summary>The members in which two objects differ.</summary>
    public static IReadOnlyList<AuditChange> Between(JsonObject before, JsonObject after) =>
    [
        .. before.Select(m => m.Key).Union(after.Select(m => m.Key))
            .Where(name => !JsonNode.DeepEquals(before[name], after[name]))
            .Select(name => new AuditChange(name, before[name], after[name])),
    ];
}
