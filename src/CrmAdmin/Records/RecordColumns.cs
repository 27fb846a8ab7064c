using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>How a record's values stand in its entity's table: which columns, in which order, in which form.</summary>
public static class RecordColumns
{
    /// <summary>The condition that a record is live. Partial indexes are built on this text.</summary>
    public const string Live = "deleted_at IS NULL";

    /// <summary>The columns that every table has, as <see cref="Read"/> expects them.</summary>
    public const string System = "id, name, tags, owner, created, updated, version, deleted_at, deleted_by";

    private const int SystemCount = 9;

    /// <summary>The table of an entity.</summary>
    public static string Table(EntitySchema schema) => string.Create(CultureInfo.InvariantCulture, $"r{schema.Number}");

    /// <summary>The column of a property.</summary>
    public static string Column(Property property) => string.Create(CultureInfo.InvariantCulture, $"p{property.Number}");

    /// <summary>Whether a folded shadow stands beside the column.</summary>
    public static bool HasShadow(Property property) => property.FieldType.Kind().IsFolded();

    /// <summary>What to select so that <see cref="Read"/> can make a record of the row.</summary>
    public static string Select(EntitySchema schema) =>
        schema.Properties.Count == 0 ? System : $"{System}, {string.Join(", ", schema.Properties.Select(p => Answered(FieldList.Of(p))))}";

    /// <summary>
    /// What to select for a field's value as it is answered. Folding leaves many texts and choices as they are; those stand
    /// once, in the shadow.
    /// </summary>
    public static string Answered(Field field) =>
        HasOneText(field) ? $"COALESCE({field.Column}, {field.CompareColumn})" : field.Column;

    /// <summary>Makes a record of the row under the reader, selected by <see cref="Select"/>.</summary>
    public static Record Read(DbDataReader row, EntitySchema schema)
    {
        var data = new Dictionary<string, object>(schema.Properties.Count, StringComparer.Ordinal);
        for (var i = 0; i < schema.Properties.Count; i++)
        {
            if (!row.IsDBNull(SystemCount + i))
            {
                data[schema.Properties[i].PropertyId] = Value(row, SystemCount + i, schema.Properties[i].FieldType);
            }
        }

        return new Record(
            row.GetString(0),
            schema.EntityId,
            row.GetString(1),
            data,
            row.IsDBNull(2) ? [] : Texts(row.GetString(2)),
            row.IsDBNull(3) ? null : row.GetString(3),
            UtcMilliseconds.ToDateTime(row.GetInt64(4)),
            UtcMilliseconds.ToDateTime(row.GetInt64(5)),
            row.GetInt64(6))
        {
            DeletedAt = row.IsDBNull(7) ? null : UtcMilliseconds.ToDateTime(row.GetInt64(7)),
            DeletedBy = row.IsDBNull(8) ? null : row.GetString(8),
        };
    }

    /// <summary>A canonical value of a property as its own column holds it beside the shadow.</summary>
    public static object? Beside(Field field, object? value, string? shadow) =>
        HasOneText(field) && (string?)value == shadow ? null : Stored(value);

    /// <summary>A canonical value as it is stored; null for empty.</summary>
    public static object? Stored(object? value) => value switch
    {
        null => null,
        bool b => b ? 1L : 0L,
        DateOnly day => (long)day.DayNumber,
        DateTime instant => UtcMilliseconds.From(instant),
        IReadOnlyList<string> many => many.Count == 0 ? null : JsonSerializer.Serialize(many, Json.Options),
        _ => value,
    };

    /// <summary>The folded shadow of a canonical text, choice or set; null for empty.</summary>
    public static string? Shadow(object? value) => value switch
    {
        string text => Folding.Fold(text),
        IReadOnlyList<string> many => Folding.Wrap(many),
        _ => null,
    };

    private static bool HasOneText(Field field) => field.Property is not null && field.Kind is FieldKind.Text or FieldKind.Choice;

    private static object Value(DbDataReader row, int column, FieldType type) => type switch
    {
        FieldType.Number => row.GetDouble(column),
        FieldType.Boolean => row.GetInt64(column) != 0,
        FieldType.Date => DateOnly.FromDayNumber((int)row.GetInt64(column)),
        FieldType.DateTime => UtcMilliseconds.ToDateTime(row.GetInt64(column)),
        FieldType.MultiCheckbox or FieldType.File => Texts(row.GetString(column)),
        _ => row.GetString(column),
    };

    /// <summary>A stored list of texts.</summary>
    internal static string[] Texts(string json) => JsonSerializer.Deserialize<string[]>(json, Json.Options)!;
}
