using System.Text.Json.Serialization;

namespace CrmAdmin.Records;

/// <summary>A record as answered; its values are already as the caller may see them.</summary>
public record RecordAnswer(
    string RecordId,
    string EntityId,
    string Name,
    IReadOnlyDictionary<string, object> Data,
    IReadOnlyList<string> Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? OwnerId,
    DateTime DateCreated,
    DateTime DateUpdated)
{
    /// <summary>The answer of a record.</summary>
    public static RecordAnswer Of(Record record) => new(
        record.RecordId, record.EntityId, record.Name, record.Data, record.Tags, record.OwnerId, record.DateCreated, record.DateUpdated);
}
