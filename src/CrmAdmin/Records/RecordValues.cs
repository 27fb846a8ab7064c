using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>The values of records as their columns hold them, for one write.</summary>
internal sealed class RecordValues
{
    private readonly (Property Property, Field Field, bool HasShadow)[] properties;

    /// <summary>Names the columns of an entity that change with a record; id and created do not.</summary>
    public RecordValues(EntitySchema schema)
    {
        properties = [.. schema.Properties.Select(p => (p, FieldList.Of(p), RecordColumns.HasShadow(p)))];
        Names =
        [
            "name", "name_f", "tags", "tags_f", "owner", "updated", "version",
            .. properties.SelectMany(p => p.HasShadow ? [p.Field.Column, p.Field.CompareColumn] : new[] { p.Field.Column }),
        ];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A record's values in the order of the columns, then some more.</summary>
    public object?[] Of(Record record, params ReadOnlySpan<object?> more)
    {
        var values = new object?[Names.Count + more.Length];
        values[0] = record.Name;
        values[1] = Folding.Fold(record.Name);
        values[2] = RecordColumns.Stored(record.Tags);
        values[3] = RecordColumns.Shadow(record.Tags);
        values[4] = record.OwnerId;
        values[5] = UtcMilliseconds.From(record.DateUpdated);
        values[6] = record.Version;
        var at = 7;
        foreach (var (property, field, hasShadow) in properties)
        {
            var value = record.Value(property);
            var shadow = hasShadow ? RecordColumns.Shadow(value) : null;
            values[at++] = hasShadow ? RecordColumns.Beside(field, value, shadow) : RecordColumns.Stored(value);
            if (hasShadow)
            {
                values[at++] = shadow;
            }
        }

        more.CopyTo(values.AsSpan(at));
        return values;
    }
}
