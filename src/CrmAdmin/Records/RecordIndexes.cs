using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Records;

/// <summary>An index of an entity's table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sql">The statement that makes it.</param>
internal sealed record RecordIndex(string Name, string Sql);

/// <summary>
/// The indexes of entities' tables: what is looked up, the order that is walked, the row's number on SQLite and the id on
/// PostgreSQL, and last deleted_at, so that a count of live records never reads the table.
/// </summary>
internal static class RecordIndexes
{
    private const string Trashed = "deleted_at IS NOT NULL";
    private const string Text = "_t";
    private const string Initial = "_i";
    private const string Order = "_o";

    /// <summary>Those that every table has.</summary>
    public static IEnumerable<RecordIndex> OfTable(int entityNumber, bool sqlite) =>
    [
        Index(entityNumber, "walk", sqlite ? "(created, rid, deleted_at)" : "(created, id, deleted_at)", RecordColumns.Live),
        Index(entityNumber, "name", sqlite ? "(name_f, rid, deleted_at)" : "(name_f, id)", RecordColumns.Live),
        Index(entityNumber, "trash", sqlite ? "(deleted_at)" : "(deleted_at, id)", Trashed),
        .. FieldList.System.SelectMany(field => OfText(entityNumber, field, sqlite)),
    ];

    /// <summary>Those of a property.</summary>
    public static IEnumerable<RecordIndex> Of(int entityNumber, Property property, bool sqlite)
    {
        var column = RecordColumns.Column(property);
        var columns = sqlite ? $"({column}_f, created, rid, deleted_at)" : $"({column}_f, created, id, deleted_at)";
        return [.. Has(property.FieldType) ? [Index(entityNumber, column, columns, RecordColumns.Live)] : Enumerable.Empty<RecordIndex>(),
            .. property.IsOrdered ? [InOrder(entityNumber, property, sqlite)] : Enumerable.Empty<RecordIndex>(),
            .. OfText(entityNumber, FieldList.Of(property), sqlite)];
    }

    /// <summary>The index that holds a property's records in the order in which pages sorted by it show them.</summary>
    public static RecordIndex InOrder(int entityNumber, Property property, bool sqlite)
    {
        var column = FieldList.Of(property).CompareColumn;
        return Index(entityNumber, RecordColumns.Column(property) + Order, sqlite ? $"({column}, rid, deleted_at)" : $"({column}, id)", RecordColumns.Live);
    }

    /// <summary>Whether a property can have such an index: a tree of PostgreSQL's takes no long texts.</summary>
    public static bool CanOrder(FieldType type) => type is FieldType.Number or FieldType.Date or FieldType.DateTime or FieldType.Boolean
        or FieldType.Dropdown or FieldType.Radio or FieldType.Email or FieldType.Phone;

    /// <summary>The name of the index by which a field's values are looked up.</summary>
    public static string Name(int entityNumber, Field field) => $"r{entityNumber}_{field.Column}";

    /// <summary>The names that the indexes of a property have where there are any.</summary>
    public static IEnumerable<string> NamesOf(int entityNumber, string column) =>
        [$"r{entityNumber}_{column}", $"r{entityNumber}_{column}{Text}", $"r{entityNumber}_{column}{Order}"];

    /// <summary>
    /// Which properties are looked up by an index: choices and e-mail addresses. Every further index costs load rate,
    /// and the walk in order of creation serves what is common anyway.
    /// </summary>
    public static bool Has(FieldType type) => type is FieldType.Dropdown or FieldType.Radio or FieldType.Email;

    /// <summary>Makes an index, in the place of what has its name.</summary>
    public static async Task RemakeAsync(CrmDb db, RecordIndex index, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, $"DROP INDEX IF EXISTS {index.Name}; {index.Sql}", ct);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>An index of an entity's table.</summary>
    /// <param name="entityNumber">The entity.</param>
    /// <param name="name">What its name has behind the table's.</param>
    /// <param name="columns">As they stand behind the table.</param>
    /// <param name="rows">Which rows it has; null for all.</param>
    public static RecordIndex Index(int entityNumber, string name, string columns, string? rows) =>
        new($"r{entityNumber}_{name}", $"CREATE INDEX r{entityNumber}_{name} ON r{entityNumber} {columns}{(rows is null ? "" : " WHERE " + rows)}");

    /// <summary>Makes anew what an earlier version of the program made otherwise or not at all.</summary>
    public static async Task RenewAsync(Store store, EntitySchema schema, CancellationToken ct)
    {
        if (await store.ReadAsync(db => IsStaleAsync(db, schema, ct), ct))
        {
            await store.WriteAsync(db => RenewAsync(db, schema, ct), ct);
        }
    }

    private static async Task RenewAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        await EntityCatalog.LockAsync(db, ct);
        foreach (var index in await StaleAsync(db, schema, ct))
        {
            await RemakeAsync(db, index, ct);
        }

        foreach (var field in await MissingTextAsync(db, schema, ct))
        {
            await GramTable.RebuildAsync(db, schema, field, ct);
        }
    }

    private static async Task<bool> IsStaleAsync(CrmDb db, EntitySchema schema, CancellationToken ct) =>
        (await StaleAsync(db, schema, ct)).Count > 0 || (await MissingTextAsync(db, schema, ct)).Count > 0;

    private static async Task<List<Field>> MissingTextAsync(CrmDb db, EntitySchema schema, CancellationToken ct) =>
        db is SqliteCrmDb ? await GramTable.MissingAsync(db, schema, ct) : [];

    /// <summary>SQLite keeps the statement that made an index; PostgreSQL has had the same ones from the start, or lacks them.</summary>
    private static async Task<List<RecordIndex>> StaleAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        var sqlite = db is SqliteCrmDb;
        var there = await (sqlite
            ? db.Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
            : db.Database.SqlQuery<string>($"SELECT indexname::text AS \"Value\" FROM pg_indexes WHERE schemaname = current_schema()")).ToListAsync(ct);
        var wanted = OfTable(schema.Number, sqlite).Concat(schema.Properties.SelectMany(p => Of(schema.Number, p, sqlite)))
            .Concat(sqlite ? [ScanIndex.Of(schema.Number, schema.Properties)] : []);
        return [.. wanted.Where(index => !there.Contains(sqlite ? index.Sql : index.Name))];
    }

    /// <summary>
    /// On PostgreSQL alone; SQLite has tables for it. They hold the trash too: PostgreSQL makes no use of what it learns about an
    /// expression from an index of some rows only.
    /// </summary>
    private static IEnumerable<RecordIndex> OfText(int entityNumber, Field field, bool sqlite)
    {
        if (sqlite || !field.IsSearchedByCharacter)
        {
            return [];
        }

        var pieces = field.Kind.IsSet() ? PostgresPieces.OfSet(field.CompareColumn) : PostgresPieces.OfText(field.CompareColumn);
        var text = Index(entityNumber, field.Column + Text, $"USING gin ({pieces})", rows: null);
        return field.HasInitials
            ? [text, Index(entityNumber, field.Column + Initial, $"USING gin ({PostgresPieces.OfInitials(field.CompareColumn)})", rows: null)]
            : [text];
    }
}
