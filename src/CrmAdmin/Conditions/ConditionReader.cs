using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Conditions;

/// <summary>Reads a condition group from JSON and checks it; every wrong place is collected with its path.</summary>
public sealed class ConditionReader
{
    private readonly ConditionScope scope;
    private readonly List<Detail> errors;
    private readonly SegmentReader segments;

    internal ConditionReader(ConditionScope scope, List<Detail> errors, SegmentReader segments)
    {
        this.scope = scope;
        this.errors = errors;
        this.segments = segments;
    }

    /// <summary>Reads a root group. Absent or null means every record.</summary>
    /// <param name="group">The JSON; wrong kinds are errors, never exceptions.</param>
    /// <param name="path">Where it stands in the request, such as «conditionGroup».</param>
    /// <param name="scope">What it is checked against.</param>
    public static Reading Read(JsonElement? group, string path, ConditionScope scope)
    {
        if (group is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } root)
        {
            return new Reading(Group.Everything, []);
        }

        var errors = new List<Detail>();
        var tree = new ConditionReader(scope, errors, new SegmentReader(scope)).ReadGroup(root, path, 1);
        if (tree?.Conditions > Limits.TreeConditions)
        {
            errors.Add(new Detail(path, "Conditions.TooManyConditions", Limits.TreeConditions));
        }

        return new Reading(errors.Count == 0 ? tree! : Group.Everything, errors);
    }

    internal Group? ReadGroup(JsonElement json, string path, int level)
    {
        if (json.ValueKind != JsonValueKind.Object || Member(json, "field") is not null)
        {
            return Fail(path, json.ValueKind == JsonValueKind.Object && Member(json, "conditions") is not null
                ? "Conditions.GroupAndCondition"
                : "Conditions.GroupNeeded");
        }

        if (level > Limits.GroupLevels)
        {
            return Fail(path, "Conditions.TooDeep", Limits.GroupLevels);
        }

        var joined = ReadGroupOperator(json, path);
        var children = ReadChildren(json, path, level);
        return joined is { } known && children is not null ? new Group(known, children) : null;
    }

    private GroupOperator? ReadGroupOperator(JsonElement json, string path)
    {
        var name = Member(json, "operator");
        if (name is null)
        {
            Fail($"{path}.operator", "Conditions.GroupOperatorNeeded");
            return null;
        }

        if (JsonText.Is(name.Value, "AND"))
        {
            return GroupOperator.And;
        }

        if (JsonText.Is(name.Value, "OR"))
        {
            return GroupOperator.Or;
        }

        Fail($"{path}.operator", "Conditions.GroupOperatorUnknown");
        return null;
    }

    private List<Node>? ReadChildren(JsonElement json, string path, int level)
    {
        var at = $"{path}.conditions";
        if (Member(json, "conditions") is not { ValueKind: JsonValueKind.Array } list)
        {
            Fail(at, "Conditions.ArrayNeeded");
            return null;
        }

        if (list.GetArrayLength() > Limits.GroupChildren)
        {
            Fail(at, "Conditions.TooManyChildren", Limits.GroupChildren);
        }

        var children = new List<Node>();
        var index = 0;
        foreach (var child in list.EnumerateArray().Take(Limits.GroupChildren))
        {
            if (ReadNode(child, $"{at}[{index++}]", level) is { } node)
            {
                children.Add(node);
            }
        }

        return children;
    }

    private Node? ReadNode(JsonElement json, string path, int level)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fail(path, "Conditions.ConditionNeeded");
            return null;
        }

        return Member(json, "conditions") is null ? ReadCondition(json, path, level) : ReadGroup(json, path, level + 1);
    }

    private Node? ReadCondition(JsonElement json, string path, int level)
    {
        var name = Member(json, "field");
        if (name is not null && JsonText.Is(name.Value, FieldList.SegmentId))
        {
            return ReadSegment(json, path, level);
        }

        var field = ReadField(name, path);
        var row = ReadOperator(Member(json, "operator"), path);
        return field is null || row is null ? null : ReadCondition(field, row, Member(json, "value"), $"{path}.operator", $"{path}.value");
    }

    internal Condition? ReadCondition(Field field, Operator row, JsonElement? value, string operatorPath, string valuePath)
    {
        if (!row.Fits(field.Kind))
        {
            errors.Add(new Detail(operatorPath, "Conditions.OperatorMisfit", row.Key, field.Path));
            return null;
        }

        var before = errors.Count;
        var values = new ValueReader(field, row, scope.Zone, errors).Read(value, valuePath);
        return errors.Count == before ? new Condition(field, row, values) : null;
    }

    private Field? ReadField(JsonElement? name, string path)
    {
        if (name is null || !JsonText.TryGet(name.Value, out var text))
        {
            errors.Add(new Detail($"{path}.field", "Conditions.FieldNeeded"));
            return null;
        }

        var field = FieldList.Find(scope.Schema, text);
        if (field is null && !FieldList.MayBe(scope.Schema, text))
        {
            errors.Add(new Detail($"{path}.field", "Conditions.FieldUnknown", text));
        }

        return field;
    }

    private Operator? ReadOperator(JsonElement? name, string path)
    {
        if (name is null || !JsonText.TryGet(name.Value, out var text))
        {
            errors.Add(new Detail($"{path}.operator", "Conditions.OperatorNeeded"));
            return null;
        }

        var row = Operators.Find(text);
        if (row is null)
        {
            errors.Add(new Detail($"{path}.operator", "Conditions.OperatorUnknown", text));
        }

        return row;
    }

    private SegmentCondition? ReadSegment(JsonElement json, string path, int level)
    {
        if (Member(json, "operator") is not { } name || !JsonText.Is(name, "includes"))
        {
            errors.Add(new Detail($"{path}.operator", "Conditions.SegmentOperator"));
            return null;
        }

        if (Member(json, "value") is not { } value || !JsonText.TryGet(value, out var segmentId) || segmentId.Length == 0)
        {
            errors.Add(new Detail($"{path}.value", "Conditions.SegmentNeeded"));
            return null;
        }

        var (segment, error) = segments.Read(segmentId, level);
        if (error is not null)
        {
            errors.Add(error with { Path = $"{path}.value" });
        }

        return segment;
    }

    private Group? Fail(string path, string key, params object?[] args)
    {
        errors.Add(new Detail(path, key, args));
        return null;
    }

    /// <summary>A member that is there and not null.</summary>
    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
