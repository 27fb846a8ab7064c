using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search.Grams;

/// <summary>
/// The substring indexes of an entity on SQLite: one full-text table of grams for the name and for each searchable property,
/// its rowids those of the records. They are written in the records' own transactions.
/// </summary>
internal static class GramTable
{
    /// <summary>Which properties can be searched by substring through an index.</summary>
    public static bool IsSearchable(FieldType type) => type is FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone;

    /// <summary>Whether a field has a substring index.</summary>
    public static bool Has(Field field) => field.Property is { } property ? IsSearchable(property.FieldType) : field.Path == "name";

    /// <summary>The index of a field of an entity.</summary>
    public static string Name(int entityNumber, Field field) => Name(entityNumber, field.Column);

    /// <summary>Makes the index of a column.</summary>
    public static Task CreateAsync(CrmDb db, int entityNumber, string column, CancellationToken ct) => ExecuteAsync(
        db,
        $"CREATE VIRTUAL TABLE {Name(entityNumber, column)} USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii')",
        ct);

    /// <summary>Drops the index of a column where there is one.</summary>
    public static Task DropAsync(CrmDb db, int entityNumber, string column, CancellationToken ct) =>
        ExecuteAsync(db, $"DROP TABLE IF EXISTS {Name(entityNumber, column)}", ct);

    /// <summary>Puts new rows into the indexes.</summary>
    public static void Insert(CrmDb db, EntitySchema schema, IReadOnlyList<(long Rid, Record Record)> rows)
    {
        foreach (var field in Fields(schema))
        {
            Insert(db, schema, field, rows.Select(row => (row.Rid, Text(field, row.Record))));
        }
    }

    /// <summary>Replaces the grams of rows whose texts changed.</summary>
    public static void Update(CrmDb db, EntitySchema schema, IReadOnlyList<(long Rid, Record Before, Record After)> rows)
    {
        foreach (var field in Fields(schema))
        {
            var changed = rows.Where(row => Text(field, row.Before) != Text(field, row.After)).ToList();
            Delete(db, schema, field, changed.Select(row => row.Rid));
            Insert(db, schema, field, changed.Select(row => (row.Rid, Text(field, row.After))));
        }
    }

    /// <summary>Takes rows out of the indexes.</summary>
    public static void Delete(CrmDb db, EntitySchema schema, IReadOnlyList<long> rids)
    {
        foreach (var field in Fields(schema))
        {
            Delete(db, schema, field, rids);
        }
    }

    /// <summary>The indexed fields of an entity.</summary>
    public static IEnumerable<Field> Fields(EntitySchema schema) => FieldList.All(schema).Where(Has);

    private static string Name(int entityNumber, string column) => string.Create(CultureInfo.InvariantCulture, $"g{entityNumber}_{column}");

    private static string? Text(Field field, Record record) =>
        field.Property is { } property ? (string?)record.Value(property) : record.Name;

    private static void Insert(CrmDb db, EntitySchema schema, Field field, IEnumerable<(long Rid, string? Text)> rows)
    {
        using var insert = new SqliteStatement(db, $"INSERT INTO {Name(schema.Number, field)} (rowid, grams) VALUES (?, ?)");
        foreach (var row in rows.Where(row => row.Text is not null))
        {
            insert.Bind(1, row.Rid);
            insert.Bind(2, Gram.Line(Folding.Fold(row.Text!)));
            insert.Run();
        }
    }

    private static void Delete(CrmDb db, EntitySchema schema, Field field, IEnumerable<long> rids)
    {
        using var delete = new SqliteStatement(db, $"DELETE FROM {Name(schema.Number, field)} WHERE rowid = ?");
        foreach (var rid in rids)
        {
            delete.Bind(1, rid);
            delete.Run();
        }
    }

    private static async Task ExecuteAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        await command.ExecuteNonQueryAsync(ct);
    }
}
