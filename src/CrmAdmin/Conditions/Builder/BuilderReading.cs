using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Http;

namespace CrmAdmin.Conditions.Builder;

/// <summary>What the reader makes of the finished part of a tree: the checked tree, and each error at the part it belongs to.</summary>
internal sealed class BuilderReading
{
    private readonly ILookup<int, Detail> errors;

    private BuilderReading(Group? tree, string? json, IReadOnlyList<Detail> details, ILookup<int, Detail> errors)
    {
        Tree = tree;
        Json = json;
        Details = details;
        this.errors = errors;
    }

    /// <summary>The checked tree; null while something in it is wrong.</summary>
    public Group? Tree { get; }

    /// <summary>The condition group that can be sent; null where it restricts nothing or something is wrong.</summary>
    public string? Json { get; }

    /// <summary>Whether it can be sent.</summary>
    public bool IsValid => Tree is not null;

    /// <summary>Every error, in the order of the tree.</summary>
    public IReadOnlyList<Detail> Details { get; }

    /// <summary>What is wrong with one part.</summary>
    public IEnumerable<Detail> ErrorsOf(int id) => errors[id];

    /// <summary>Reads what is finished.</summary>
    public static BuilderReading Of(BuilderState state, ConditionScope scope, bool seesMasked)
    {
        var written = state.Written;
        var reading = Read(written.Group, scope);
        var details = reading.Errors.ToList();
        if (details.Count == 0 && !seesMasked && reading.Tree.Fields().FirstOrDefault(field => field.IsMasked) is { } masked)
        {
            details.Add(new Detail(Mention(written.Group!, masked, scope) ?? DraftJson.Root, "Conditions.BuilderMasked", masked.Property!.Name));
        }

        return new BuilderReading(
            details.Count == 0 ? reading.Tree : null,
            details.Count == 0 ? written.Text : null,
            details,
            details.ToLookup(detail => Owner(detail.Path, written.Places)));
    }

    /// <summary>One finished condition by itself, checked; null where something is wrong with it.</summary>
    public static Condition? Single(WrittenDraft written, int id, ConditionScope scope)
    {
        if (written.Places.FirstOrDefault(place => place.Value == id) is not { Key: { } path } || At(written.Group!, path) is not { } json)
        {
            return null;
        }

        var alone = new JsonObject { ["operator"] = "AND", ["conditions"] = new JsonArray(json.DeepClone()) };
        return Read(alone, scope) is { Errors.Count: 0, Tree.Children: [Condition condition] } ? condition : null;
    }

    private static Reading Read(JsonObject? group, ConditionScope scope) =>
        ConditionReader.Read(group is null ? null : JsonSerializer.SerializeToElement(group), DraftJson.Root, scope);

    /// <summary>The part that a path points into: the longest place that begins it.</summary>
    private static int Owner(string path, IReadOnlyDictionary<string, int> places)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            if (places.TryGetValue(path[..end], out var id))
            {
                return id;
            }
        }

        return 0;
    }

    private static string? Mention(JsonNode node, Field field, ConditionScope scope, string path = DraftJson.Root)
    {
        if (node["conditions"] is not JsonArray children)
        {
            return node["field"] is JsonValue name && FieldList.Find(scope.Schema, (string)name!) == field ? path : null;
        }

        return children.Select((child, index) => Mention(child!, field, scope, $"{path}.conditions[{index}]")).FirstOrDefault(found => found is not null);
    }

    private static JsonNode? At(JsonNode root, string path)
    {
        var node = root;
        foreach (var step in path[DraftJson.Root.Length..].Split(".conditions[", StringSplitOptions.RemoveEmptyEntries))
        {
            node = node?["conditions"]?[int.Parse(step.TrimEnd(']'), System.Globalization.CultureInfo.InvariantCulture)];
        }

        return node;
    }
}
