using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Conditions.Builder;

/// <summary>What the fields' values can be picked from, beside the properties' own options.</summary>
/// <param name="Segments">The entity's segments, by id.</param>
/// <param name="Owners">The workspace's people, by id; empty where they are not known.</param>
public sealed record BuilderChoices(IReadOnlyList<PickOption> Segments, IReadOnlyList<PickOption> Owners)
{
    /// <summary>Nothing to pick from.</summary>
    public static readonly BuilderChoices None = new([], []);
}

/// <summary>The fields of an entity as the builder shows them; it offers those that are not hidden.</summary>
public sealed class BuilderFields
{
    private readonly Dictionary<string, BuilderField> byPath = new(StringComparer.Ordinal);
    private readonly EntitySchema schema;

    /// <summary>The fields of an entity.</summary>
    /// <param name="schema">The entity.</param>
    /// <param name="seesMasked">Whether masked fields are offered.</param>
    /// <param name="choices">What segments and owners can be picked from.</param>
    /// <param name="texts">Names of the system fields.</param>
    public BuilderFields(EntitySchema schema, bool seesMasked, BuilderChoices choices, Texts texts)
    {
        this.schema = schema;
        var fields = FieldList.All(schema).Where(field => seesMasked || !field.IsMasked).Select(field => Of(field, choices, texts));
        if (choices.Segments.Count > 0)
        {
            fields = fields.Append(new(FieldList.SegmentId, texts["Conditions.Field_segmentId"], "segment", FieldKind.Choice, choices.Segments));
        }

        All = [.. fields];
        foreach (var field in All)
        {
            byPath[field.Path] = field;
        }

        Options =
        [
            .. All.Where(f => f is { Property: not null, IsHidden: false })
                .Select(f => new PickOption(f.Path, f.Label, f.Icon, texts["Conditions.BuilderProperties"], Search: f.Property!.Key)),
            .. All.Where(f => f.Property is null).Select(f => new PickOption(f.Path, f.Label, f.Icon, texts["Conditions.BuilderSystem"], Search: f.Path)),
        ];
    }

    /// <summary>All of them: system fields, properties, hidden ones too, segments.</summary>
    public IReadOnlyList<BuilderField> All { get; }

    /// <summary>Those that are offered, as lines of a pick list, properties first.</summary>
    public IReadOnlyList<PickOption> Options { get; }

    /// <summary>The field of a path, by the property's id or key, hidden or not; null where there is none that the person may search.</summary>
    public BuilderField? Find(string? path) => path is null ? null
        : byPath.GetValueOrDefault(FieldList.Find(schema, path)?.Path ?? path);

    private static BuilderField Of(Field field, BuilderChoices choices, Texts texts)
    {
        if (field.Property is not { } property)
        {
            return new(field.Path, texts[$"Conditions.Field_{field.Path}"], SystemIcon(field), field.Kind, field.Path == "ownerId" ? choices.Owners : []);
        }

        var options = property.Options.Select(o => new PickOption(o.Value, o.Label, Color: o.Color ?? "gray", Search: o.Value));
        return new(field.Path, property.Name, FieldIcons.Of(property.FieldType), field.Kind, [.. options], property);
    }

    private static string SystemIcon(Field field) => field.Path switch
    {
        "tags" => "tag",
        "recordId" => "id",
        "ownerId" => "person",
        "name" => "text",
        _ => "time",
    };
}
