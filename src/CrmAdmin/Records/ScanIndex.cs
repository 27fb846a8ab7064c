using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>
/// SQLite's index of the live records in the order of storage with their short values: a sixth of the table, gone through
/// where no other index finds what is asked for.
/// </summary>
internal static class ScanIndex
{
    private static readonly string[] Instants = ["dateCreated", "dateUpdated"];

    /// <summary>The kinds that stand in it, the shortest first: a value is reached past those before it. E-mail addresses have an order of their own.</summary>
    private static readonly FieldType[][] Kinds =
    [
        [FieldType.Boolean, FieldType.Number, FieldType.Date, FieldType.DateTime],
        [FieldType.Dropdown, FieldType.Radio],
        [FieldType.Phone],
    ];

    /// <summary>The index of an entity with these properties.</summary>
    public static RecordIndex Of(int entityNumber, IEnumerable<Property> properties)
    {
        var values = string.Concat(Within(properties).Select(property => FieldList.Of(property).CompareColumn + ", "));
        return RecordIndexes.Index(entityNumber, "scan", $"(rid, {values}created, updated, deleted_at)", RecordColumns.Live);
    }

    /// <summary>Whether it has all that these fields are compared and sorted by.</summary>
    public static bool Covers(EntitySchema schema, IEnumerable<Field> fields)
    {
        var within = Within(schema.Properties).Select(property => property.Number).ToHashSet();
        return fields.All(field => field.Property is { } property ? within.Contains(property.Number) : Instants.Contains(field.Path));
    }

    /// <summary>Makes it anew where a property that has come or goes changes it.</summary>
    public static async Task ChangeAsync(CrmDb db, int entityNumber, IReadOnlyList<Property> before, IReadOnlyList<Property> after, CancellationToken ct)
    {
        var index = Of(entityNumber, after);
        if (index != Of(entityNumber, before))
        {
            await RecordIndexes.RemakeAsync(db, index, ct);
        }
    }

    private static IEnumerable<Property> Within(IEnumerable<Property> properties) =>
        Kinds.SelectMany(kind => properties.Where(property => kind.Contains(property.FieldType)).OrderBy(property => property.Number)).Take(Limits.ScannedProperties);
}
