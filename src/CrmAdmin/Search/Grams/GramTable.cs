using System.Data;
using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Search.Grams;

/// <summary>
/// The text indexes of an entity on SQLite: one full-text table for the name, the tags and each searchable property, its
/// rowids those of the records, live and trashed. Texts stand in it as grams, sets as their values. They are written in the
/// records' own transactions.
/// </summary>
internal static class GramTable
{
    /// <summary>Each write adds a segment, which every look-up has to visit; so many of a size become one. With SQLite's own 4 a write costs a fifth more.</summary>
    private const int SegmentsToMerge = 16;

    private const string NameColumn = "name";

    /// <summary>The index of a field of an entity.</summary>
    public static string Name(int entityNumber, Field field) => Name(entityNumber, field.Column);

    /// <summary>Makes the index of a column.</summary>
    public static Task CreateAsync(CrmDb db, int entityNumber, string column, CancellationToken ct)
    {
        var name = Name(entityNumber, column);
        return ExecuteAsync(
            db,
            $"""
            CREATE VIRTUAL TABLE {name} USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii');
            INSERT INTO {name} ({name}, rank) VALUES ('automerge', {SegmentsToMerge});
            """,
            ct);
    }

    /// <summary>Drops the index of a column where there is one.</summary>
    public static async Task DropAsync(CrmDb db, int entityNumber, string column, CancellationToken ct)
    {
        await ExecuteAsync(db, $"DROP TABLE IF EXISTS {Name(entityNumber, column)}", ct);
        if (column == NameColumn)
        {
            await ExecuteAsync(db, $"DROP TABLE IF EXISTS {Former(entityNumber)}", ct);
        }
    }

    /// <summary>Makes the index of a field anew from the rows.</summary>
    public static async Task RebuildAsync(CrmDb db, EntitySchema schema, Field field, CancellationToken ct)
    {
        await DropAsync(db, schema.Number, field.Column, ct);
        await CreateAsync(db, schema.Number, field.Column, ct);
        await using var command = await RecordTable.CommandAsync(
            db, $"SELECT rid, {field.CompareColumn} FROM {RecordColumns.Table(schema)} WHERE {field.CompareColumn} IS NOT NULL", ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        Insert(db, schema, field, row.Cast<IDataRecord>().Select(r => (r.GetInt64(0), (string?)r.GetString(1))));
    }

    /// <summary>The fields that have no index yet: it came with a later version of the program than the entity.</summary>
    public static async Task<List<Field>> MissingAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        var there = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'table'").ToListAsync(ct);
        return [.. Fields(schema).Where(field =>
            !there.Contains(Name(schema.Number, field)) || (field.HasInitials && there.Contains(Former(schema.Number))))];
    }

    /// <summary>Puts new rows into the indexes by what their columns hold.</summary>
    public static void Insert(CrmDb db, EntitySchema schema, IReadOnlyList<string> columns, IReadOnlyList<(long Rid, object?[] Values)> rows)
    {
        foreach (var field in Fields(schema))
        {
            var at = columns.Index().First(column => column.Item == field.CompareColumn).Index;
            Insert(db, schema, field, rows.Select(row => (row.Rid, (string?)row.Values[at])));
        }
    }

    /// <summary>Replaces what the indexes hold of rows that changed.</summary>
    public static void Update(CrmDb db, EntitySchema schema, IReadOnlyList<(long Rid, Record Before, Record After)> rows)
    {
        foreach (var field in Fields(schema))
        {
            var changed = rows.Select(row => (row.Rid, Before: Shadow(field, row.Before), After: Shadow(field, row.After)))
                .Where(row => row.Before != row.After).ToList();
            Delete(db, schema, field, changed.Select(row => row.Rid));
            Insert(db, schema, field, changed.Select(row => (row.Rid, row.After)));
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
    public static IEnumerable<Field> Fields(EntitySchema schema) => FieldList.All(schema).Where(field => field.IsSearched);

    /// <summary>Puts rows into one field's index by their folded values; those without one are left out.</summary>
    public static void Insert(CrmDb db, EntitySchema schema, Field field, IEnumerable<(long Rid, string? Shadow)> rows)
    {
        using var insert = new SqliteStatement(db, $"INSERT INTO {Name(schema.Number, field)} (rowid, grams) VALUES (?, ?)");
        foreach (var (rid, shadow) in rows.Where(row => row.Shadow is not null))
        {
            insert.Run(rid, Line(field, shadow!));
        }
    }

    /// <summary>Takes rows out of one field's index; those that it does not have are passed over.</summary>
    public static void Delete(CrmDb db, EntitySchema schema, Field field, IEnumerable<long> rids)
    {
        using var delete = new SqliteStatement(db, $"DELETE FROM {Name(schema.Number, field)} WHERE rowid = ?");
        foreach (var rid in rids)
        {
            delete.Run(rid);
        }
    }

    /// <summary>What the index of a field holds of a folded value: words, a space between.</summary>
    public static string Line(Field field, string shadow) =>
        field.Kind.IsSet() ? Gram.Line(Folding.Members(shadow)) : Gram.Line(shadow, field.HasInitials);

    private static string Name(int entityNumber, string column) =>
        column == NameColumn ? string.Create(CultureInfo.InvariantCulture, $"g{entityNumber}_names") : ByColumn(entityNumber, column);

    /// <summary>What the name's index was before it held initials. Where an earlier program has made it again, the present one is behind.</summary>
    private static string Former(int entityNumber) => ByColumn(entityNumber, NameColumn);

    private static string ByColumn(int entityNumber, string column) => string.Create(CultureInfo.InvariantCulture, $"g{entityNumber}_{column}");

    private static string? Shadow(Field field, Record record) => field switch
    {
        { Property: { } property } => RecordColumns.Shadow(record.Value(property)),
        { Path: "tags" } => RecordColumns.Shadow(record.Tags),
        _ => Folding.Fold(record.Name),
    };

    private static async Task ExecuteAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        await command.ExecuteNonQueryAsync(ct);
    }
}
