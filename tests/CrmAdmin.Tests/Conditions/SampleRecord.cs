using System.Text.Json.Nodes;
using CrmAdmin.Entities;

namespace CrmAdmin.Tests.Conditions;

/// <summary>A record as the oracle and the generator know it: values as a caller gave them, by property id.</summary>
public sealed record SampleRecord(
    string RecordId,
    string Name,
    IReadOnlyDictionary<string, object> Data,
    IReadOnlyList<string> Tags,
    string? OwnerId,
    DateTime DateCreated,
    DateTime DateUpdated)
{
    /// <summary>The value at a condition's field; null where it is empty.</summary>
    public object? Value(EntitySchema schema, string field) => field switch
    {
        "name" => Name,
        "tags" => Tags.Count == 0 ? null : Tags.ToArray(),
        "recordId" => RecordId,
        "ownerId" => OwnerId,
        "dateCreated" => DateCreated,
        "dateUpdated" => DateUpdated,
        _ => Data.GetValueOrDefault(schema.Find(field["data.".Length..])!.PropertyId),
    };

    /// <summary>The body that creates such a record.</summary>
    public JsonObject ToJson(string entityId) => new()
    {
        ["entityId"] = entityId,
        ["name"] = Name,
        ["data"] = new JsonObject(Data.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, Json(pair.Value)))),
        ["tags"] = new JsonArray([.. Tags.Select(tag => JsonValue.Create(tag))]),
        ["ownerId"] = OwnerId,
    };

    /// <summary>A value as JSON has it.</summary>
    public static JsonNode Json(object value) => value switch
    {
        string text => JsonValue.Create(text),
        double number => JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", null)),
        DateTime instant => JsonValue.Create(CrmAdmin.Http.Json.Instant(instant)),
        string[] several => new JsonArray([.. several.Select(one => JsonValue.Create(one))]),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
