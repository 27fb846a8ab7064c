using System.Text;
using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Conditions;

/// <summary>Reads the «filters» string of an export or a simple list: one comparison a field, all of which must hold.</summary>
public static class ExportFilters
{
    private const string Root = "filters";

    private static readonly Operator Equal = Operators.Find("equals")!;

    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["eq"] = "equals",
        ["ne"] = "not_equals",
        ["gt"] = "greater_than",
        ["gte"] = "greater_or_equal",
        ["lt"] = "less_than",
        ["lte"] = "less_or_equal",
        ["like"] = "contains",
        ["in"] = "includes_any",
    };

    /// <summary>
    /// Reads a JSON object of field to {op, value}; fields are property ids or keys, «data.…» or system fields. Null or
    /// blank means every record. Wrong places are named as «filters.{field}.value».
    /// </summary>
    public static Reading Read(string? json, ConditionScope scope)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new Reading(Group.Everything, []);
        }

        var errors = new List<Detail>();
        if (Parse(json) is not { ValueKind: JsonValueKind.Object } filters)
        {
            errors.Add(new Detail(Root, "Conditions.FiltersNeeded"));
            return new Reading(Group.Everything, errors);
        }

        var reader = new ConditionReader(scope, errors, new SegmentReader(scope));
        var conditions = new List<Node>();
        foreach (var member in filters.EnumerateObject())
        {
            if (ReadFilter(reader, member, scope, errors) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        var tree = Joined(GroupOperator.And, conditions);
        if (tree.Conditions > Limits.TreeConditions)
        {
            errors.Add(new Detail(Root, "Conditions.TooManyConditions", Limits.TreeConditions));
        }

        return new Reading(errors.Count == 0 ? tree : Group.Everything, errors);
    }

    private static JsonElement? Parse(string json)
    {
        try
        {
            return JsonBody.Parse<JsonElement>(Encoding.UTF8.GetBytes(json));
        }
        catch (CrmException)
        {
            return null;
        }
    }

    private static Node? ReadFilter(ConditionReader reader, JsonProperty member, ConditionScope scope, List<Detail> errors)
    {
        var path = $"{Root}.{member.Name}";
        var field = FieldList.Find(scope.Schema, member.Name) ?? FieldList.Find(scope.Schema, $"data.{member.Name}");
        if (field is null && !scope.Schema.IsMissing)
        {
            errors.Add(new Detail(path, "Conditions.FieldUnknown", member.Name));
            return null;
        }

        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new Detail(path, "Conditions.FilterNeeded"));
            return null;
        }

        if (!member.Value.TryGetProperty("op", out var op) || !JsonText.TryGet(op, out var name))
        {
            errors.Add(new Detail($"{path}.op", "Conditions.OperatorNeeded"));
            return null;
        }

        if (Operators.Find(ShortNames.GetValueOrDefault(name, name)) is not { } row)
        {
            errors.Add(new Detail($"{path}.op", "Conditions.OperatorUnknown", name));
            return null;
        }

        if (field is null)
        {
            return null;
        }

        JsonElement? value = member.Value.TryGetProperty("value", out var given) && given.ValueKind != JsonValueKind.Null ? given : null;
        return name == "in" && !row.Fits(field.Kind) && Equal.Fits(field.Kind)
            ? ReadOneOf(field, value, scope, errors, $"{path}.value")
            : reader.ReadCondition(field, row, value, $"{path}.op", $"{path}.value");
    }

    /// <summary>«in» on numbers, dates and truth values, which have no «includes_any»: one of several equals.</summary>
    private static Group ReadOneOf(Field field, JsonElement? value, ConditionScope scope, List<Detail> errors, string path)
    {
        var listed = Equal with { Shape = ValueShape.List };
        var values = new ValueReader(field, listed, scope.Zone, errors).Read(value, path);
        return Joined(GroupOperator.Or, [.. values.Select(one => new Condition(field, Equal, [one]))]);
    }

    /// <summary>An entity may have more properties, and a list more values, than a group has room for.</summary>
    private static Group Joined(GroupOperator joint, List<Node> nodes) => nodes.Count <= Limits.GroupChildren
        ? new Group(joint, nodes)
        : new Group(joint, [.. nodes.Chunk(Limits.GroupChildren).Select(part => new Group(joint, part))]);
}
