using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Conditions;

/// <summary>Condition groups as JSON that has been checked.</summary>
public static class ConditionJson
{
    /// <summary>
    /// Copies a group as it was given, its fields by their one canonical name and without what means nothing.
    /// </summary>
    /// <param name="group">What was read; absent for every record.</param>
    /// <param name="tree">What reading it gave.</param>
    /// <param name="add">Adds to the copy of each node; groups come after what is in them.</param>
    public static JsonObject Copy(JsonElement? group, Group tree, Action<JsonObject, Node>? add = null) =>
        group is { ValueKind: JsonValueKind.Object } given
            ? CopyNode(given, tree, add)
            : CopyNode(JsonSerializer.SerializeToElement(new { @operator = "AND", conditions = Array.Empty<object>() }), tree, add);

    /// <summary>The ids of the segments that a group names itself, at any level.</summary>
    public static IEnumerable<string> Segments(JsonElement group) => Conditions(group)
        .Where(condition => condition.GetProperty("field").ValueEquals(FieldList.SegmentId))
        .Select(condition => condition.GetProperty("value").GetString()!);

    /// <summary>The fields that the conditions of a group name, at any level, as they are written there.</summary>
    public static IEnumerable<string> Fields(JsonElement group) => Conditions(group).Select(condition => condition.GetProperty("field").GetString()!);

    private static IEnumerable<JsonElement> Conditions(JsonElement node) =>
        node.TryGetProperty("conditions", out var children) && children.ValueKind == JsonValueKind.Array
            ? children.EnumerateArray().SelectMany(Conditions)
            : node.TryGetProperty("field", out _) ? [node] : [];

    private static JsonObject CopyNode(JsonElement json, Node node, Action<JsonObject, Node>? add)
    {
        var copy = node is Group group ? CopyGroup(json, group, add) : CopyCondition(json, node);
        add?.Invoke(copy, node);
        return copy;
    }

    private static JsonObject CopyGroup(JsonElement json, Group group, Action<JsonObject, Node>? add)
    {
        var children = json.GetProperty("conditions").EnumerateArray().Zip(group.Children, (child, node) => CopyNode(child, node, add));
        return new JsonObject
        {
            ["operator"] = json.GetProperty("operator").GetString(),
            ["conditions"] = new JsonArray([.. children]),
        };
    }

    private static JsonObject CopyCondition(JsonElement json, Node node)
    {
        var copy = new JsonObject
        {
            ["field"] = node is Condition condition ? condition.Field.Path : FieldList.SegmentId,
            ["operator"] = json.GetProperty("operator").GetString(),
        };
        var ignored = node is Condition { Operator.Shape: ValueShape.None };
        if (!ignored && json.TryGetProperty("value", out var value))
        {
            copy["value"] = JsonNode.Parse(value.GetRawText());
        }

        return copy;
    }
}
