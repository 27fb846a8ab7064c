using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Conditions;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Search;

/// <summary>Writes into a copy of a tree what of it holds for a record.</summary>
/// <param name="record">The record as it is answered to the caller.</param>
/// <param name="held">The same, held against the conditions.</param>
internal sealed class Explanation(RecordAnswer record, HeldRecord held)
{
    private const string Matches = "matches";

    /// <summary>The group as it was given, explained.</summary>
    public JsonObject Of(JsonElement? group, Group tree) => ConditionJson.Copy(group, tree, Explain);

    private void Explain(JsonObject copy, Node node)
    {
        copy[Matches] = held.Matches(node);
        if (node is SegmentCondition segment)
        {
            var inside = Of(held.Scope.Segments(segment.SegmentId)!.Conditions, segment.Resolved);
            copy["seen"] = held.Matches(segment) ? new JsonArray(segment.SegmentId) : new JsonArray();
            inside["name"] = segment.Name;
            copy["segment"] = inside;
        }
        else if (node is Condition condition)
        {
            copy["seen"] = JsonSerializer.SerializeToNode(Value(condition.Field), Json.Options);
        }
    }

    private object? Value(Field field) => field switch
    {
        { Property: { } property } => record.Data.GetValueOrDefault(property.PropertyId),
        { Path: "name" } => record.Name,
        { Path: "tags" } => record.Tags,
        { Path: "recordId" } => record.RecordId,
        { Path: "ownerId" } => record.OwnerId,
        { Path: "dateCreated" } => record.DateCreated,
        { Path: "dateUpdated" } => record.DateUpdated,
        _ => throw new InvalidOperationException($"{field.Path} has no value."),
    };
}
