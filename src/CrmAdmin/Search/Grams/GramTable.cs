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
    public static async Task InsertAsync(CrmDb db, EntitySchema schema, IReadOnlyList<(long Rid, Record Record)> rows, CancellationToken ct)
    {
        foreach (var field in Fields(schema))
        {
            await InsertAsync(db, schema, field, rows.Select(row => (row.Rid, Text(field, row.Record))), ct);
        }
    }

    /// <summary>Replaces the grams of rows whose texts changed.</summary>
    public static async Task UpdateAsync(
        CrmDb db, EntitySchema schema, IReadOnlyList<(long Rid, Record Before, Record After)> rows, CancellationToken ct)
    {
        foreach (var field in Fields(schema))
        {
            var changed = rows.Where(row => Text(field, row.Before) != Text(field, row.After)).ToList();
            await DeleteAsync(db, schema, field, changed.Select(row => row.Rid), ct);
            await InsertAsync(db, schema, field, changed.Select(row => (row.Rid, Text(field, row.After))), ct);
        }
    }

    /// <summary>Takes rows out of the indexes.</summary>
    public static async Task DeleteAsync(CrmDb db, EntitySchema schema, IReadOnlyList<long> rids, CancellationToken ct)
    {
        foreach (var field in Fields(schema))
        {
            await DeleteAsync(db, schema, field, rids, ct);
        }
    }

    /// <summary>The indexed fields of an entity.</summary>
    public static IEnumerable<Field> Fields(EntitySchema schema) => FieldList.All(schema).Where(Has);

    private static string Name(int entityNumber, string column) => string.Create(CultureInfo.InvariantCulture, $"g{entityNumber}_{column}");

    private static string? Text(Field field, Record record) =>
        field.Property is { } property ? (string?)record.Value(property) : record.Name;

    private static async Task InsertAsync(
        CrmDb db, EntitySchema schema, Field field, IEnumerable<(long Rid, string? Text)> rows, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(
            db, $"INSERT INTO {Name(schema.Number, field)} (rowid, grams) VALUES (@rid, @grams)", ct);
        var rid = command.Parameter("@rid");
        var grams = command.Parameter("@grams");
        foreach (var row in rows.Where(row => row.Text is not null))
        {
            rid.Value = row.Rid;
            grams.Value = Gram.Line(Folding.Fold(row.Text!));
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task DeleteAsync(CrmDb db, EntitySchema schema, Field field, IEnumerable<long> rids, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, $"DELETE FROM {Name(schema.Number, field)} WHERE rowid = @rid", ct);
        var parameter = command.Parameter("@rid");
        foreach (var rid in rids)
        {
            parameter.Value = rid;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task ExecuteAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        await command.ExecuteNonQueryAsync(ct);
    }
}
