using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Writes drafts as condition groups and reads them back.</summary>
internal sealed class DraftJson(BuilderFields fields)
{
    /// <summary>Where the tree stands in requests, and so in the paths of errors.</summary>
    public const string Root = "conditionGroup";

    private int lastId;

    /// <summary>The fields there are.</summary>
    public BuilderFields Fields { get; set; } = fields;

    /// <summary>An id that no part has yet.</summary>
    public int NextId() => ++lastId;

    /// <summary>Writes what is finished.</summary>
    /// <param name="root">The draft.</param>
    /// <param name="readable">Names properties by key instead of by id.</param>
    public WrittenDraft Write(DraftGroup root, bool readable = false)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var group = Write(root, Root, readable, places);
        return new WrittenDraft(group["conditions"]!.AsArray().Count == 0 ? null : group, places);
    }

    /// <summary>Whether a condition has all it needs.</summary>
    public bool IsComplete(DraftCondition condition) => condition.Original is not null
        || (Fields.Find(condition.Field) is not null
            && condition.Operator is { } key
            && Operators.Find(key) is { } row
            && DraftValues.AreComplete(row, condition.Values));

    /// <summary>Reads a group; whatever is not one becomes an empty root.</summary>
    public DraftGroup Read(JsonElement? group) =>
        group is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("conditions", out _)
            ? ReadGroup(json) with { MeansEverything = false }
            : new DraftGroup(NextId(), GroupOperator.And, []);

    private JsonObject Write(DraftGroup group, string path, bool readable, Dictionary<string, int> places)
    {
        places[path] = group.Id;
        var children = new JsonArray();
        foreach (var child in group.Children)
        {
            if (Write(child, $"{path}.conditions[{children.Count}]", readable, places) is { } written)
            {
                children.Add(written);
            }
        }

        return new JsonObject { ["operator"] = group.Operator == GroupOperator.And ? "AND" : "OR", ["conditions"] = children };
    }

    private JsonNode? Write(Draft draft, string path, bool readable, Dictionary<string, int> places)
    {
        if (draft is DraftGroup group)
        {
            return IsEmpty(group) ? null : Write(group, path, readable, places);
        }

        var condition = (DraftCondition)draft;
        if (!IsComplete(condition))
        {
            return null;
        }

        places[path] = condition.Id;
        return condition.Original is { } original ? JsonNode.Parse(original.GetRawText()) : Write(condition, readable);
    }

    private JsonObject Write(DraftCondition condition, bool readable)
    {
        var field = Fields.Find(condition.Field)!;
        var row = Operators.Find(condition.Operator!)!;
        var json = new JsonObject { ["field"] = readable ? field.ReadablePath : field.Path, ["operator"] = row.Key };
        if (DraftValues.Write(field.Kind, row, condition.Values) is { } value)
        {
            json["value"] = value;
        }

        return json;
    }

    /// <summary>A group in which nothing is finished is not sent: in an OR it would match every record.</summary>
    private bool IsEmpty(DraftGroup group) => !group.MeansEverything
        && group.Children.All(child => child is DraftGroup inner ? IsEmpty(inner) : !IsComplete((DraftCondition)child));

    private DraftGroup ReadGroup(JsonElement json)
    {
        var isOr = json.TryGetProperty("operator", out var joint) && joint.ValueKind == JsonValueKind.String && joint.ValueEquals("OR");
        ImmutableList<Draft> children = json.TryGetProperty("conditions", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(ReadChild)]
            : [];
        return new DraftGroup(NextId(), isOr ? GroupOperator.Or : GroupOperator.And, children, MeansEverything: children.IsEmpty);
    }

    private Draft ReadChild(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("conditions", out _) ? ReadGroup(json) : ReadCondition(json);

    private DraftCondition ReadCondition(JsonElement json)
    {
        var condition = new DraftCondition(
            NextId(),
            Fields.Find(Text(json, "field"))?.Path ?? Text(json, "field"),
            Text(json, "operator"),
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty("value", out var value) ? DraftValues.Read(value) : []);
        return Says(condition, json) ? condition : condition with { Original = json.Clone() };
    }

    /// <summary>Whether the builder, writing the condition, would say what the JSON says.</summary>
    private bool Says(DraftCondition condition, JsonElement json)
    {
        if (Fields.Find(condition.Field) is not { } field
            || field.Operators.FirstOrDefault(o => o.Key == condition.Operator) is not { } row
            || !DraftValues.AreComplete(row, condition.Values))
        {
            return false;
        }

        if (row.Shape == ValueShape.None)
        {
            return true;
        }

        var written = JsonSerializer.SerializeToElement(DraftValues.Write(field.Kind, row, condition.Values));
        var given = json.GetProperty("value");
        return JsonElement.DeepEquals(written, given)
            || (row.Shape == ValueShape.List && given.ValueKind != JsonValueKind.Array && condition.Values.Count == 1);
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
