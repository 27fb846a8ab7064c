using CrmAdmin.Entities;

namespace CrmAdmin.Conditions;

/// <summary>The fields of an entity that conditions and sorts can name. Validator, SQL, builder and documents share it.</summary>
public static class FieldList
{
    /// <summary>The name of a segment where a condition names its field.</summary>
    public const string SegmentId = "segmentId";

    private const string DataPrefix = "data.";

    /// <summary>The fields that every entity has.</summary>
    public static IReadOnlyList<Field> System { get; } =
    [
        new("name", FieldKind.Text, "name", "name_f", Sortable: true, Required: true),
        new("tags", FieldKind.Tags, "tags", "tags_f", Sortable: false, Required: false),
        new("recordId", FieldKind.Exact, "id", "id", Sortable: true, Required: true),
        new("ownerId", FieldKind.Exact, "owner", "owner", Sortable: false, Required: false),
        new("dateCreated", FieldKind.Instant, "created", "created", Sortable: true, Required: true),
        new("dateUpdated", FieldKind.Instant, "updated", "updated", Sortable: true, Required: true),
    ];

    /// <summary>System fields, then the properties in their order.</summary>
    public static IReadOnlyList<Field> All(EntitySchema schema) => [.. System, .. schema.Properties.Select(Of)];

    /// <summary>The field of a path such as «name» or «data.{propertyId or key}»; null where there is none.</summary>
    public static Field? Find(EntitySchema schema, string path)
    {
        if (!path.StartsWith(DataPrefix, StringComparison.Ordinal))
        {
            return System.FirstOrDefault(field => field.Path == path);
        }

        var property = schema.Find(path[DataPrefix.Length..]);
        return property is null ? null : Of(property);
    }

    /// <summary>Whether a path that finds no field may name a property all the same, of an entity that is not there.</summary>
    public static bool MayBe(EntitySchema schema, string path) => schema.IsMissing && path.StartsWith(DataPrefix, StringComparison.Ordinal);

    /// <summary>The field of one property.</summary>
    public static Field Of(Property property)
    {
        var kind = property.FieldType.Kind();
        var column = $"p{property.Number}";
        return new Field(
            DataPrefix + property.PropertyId,
            kind,
            column,
            kind.IsFolded() ? column + "_f" : column,
            Sortable: !kind.IsSet() && kind != FieldKind.Files,
            Required: false,
            property);
    }
}
