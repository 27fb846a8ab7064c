using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Conditions;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Search;

/// <summary>Writes into a copy of a tree what of it holds for a record.</summary>
/// <param name="record">The record as it is answered to the caller.</param>
/// <param name="matching">The conditions that it fulfils.</param>
/// <param name="scope">Where segments come from.</param>
internal sealed class Explanation(RecordAnswer record, IReadOnlySet<Condition> matching, ConditionScope scope)
{
    private const string Matches = "matches";

    /// <summary>The group as it was given, explained.</summary>
    public JsonObject Of(JsonElement? group, Group tree) => ConditionJson.Copy(group, tree, Explain);

    private void Explain(JsonObject copy, Node node)
    {
        switch (node)
        {
            case Group group:
                var children = copy["conditions"]!.AsArray().Select(child => (bool)child![Matches]!).ToList();
                copy[Matches] = children.Count == 0 || (group.Operator == GroupOperator.And ? children.All(m => m) : children.Any(m => m));
                break;
            case SegmentCondition segment:
                var inside = Of(scope.Segments(segment.SegmentId)!.Conditions, segment.Resolved);
                var belongs = (bool)inside[Matches]!;
                copy[Matches] = belongs;
                copy["seen"] = belongs ? new JsonArray(segment.SegmentId) : new JsonArray();
                inside["name"] = segment.Name;
                copy["segment"] = inside;
                break;
            case Condition condition:
                copy[Matches] = matching.Contains(condition);
                copy["seen"] = JsonSerializer.SerializeToNode(Value(condition.Field), Json.Options);
                break;
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
