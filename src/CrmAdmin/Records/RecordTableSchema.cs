using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>
/// Makes and changes the tables of entities while the program runs. Each statement is a change of its own inside the
/// caller's write; column and table numbers are never used again, so no old value can appear under a new property.
/// </summary>
internal static class RecordTableSchema
{
    /// <summary>Makes the table of a new entity with the indexes that every table has.</summary>
    public static async Task CreateAsync(CrmDb db, int entityNumber, CancellationToken ct)
    {
        var table = Name(entityNumber);
        var sqlite = db is SqliteCrmDb;
        var text = Type("text", sqlite);
        var identity = sqlite ? "INTEGER PRIMARY KEY" : "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
        var create = $"""
            CREATE TABLE {table} (rid {identity}, id {text} NOT NULL UNIQUE, name {text} NOT NULL, name_f {text} NOT NULL,
              tags {text}, tags_f {text}, owner {text}, created bigint NOT NULL, updated bigint NOT NULL,
              version bigint NOT NULL, deleted_at bigint, deleted_by {text})
            """;
        foreach (var statement in RecordIndexes.OfTable(entityNumber, sqlite).Select(index => index.Sql).Prepend(create))
        {
            await ExecuteAsync(db, statement, ct);
        }

        if (sqlite)
        {
            await ExecuteAsync(db, ScanIndex.Of(entityNumber, []).Sql, ct);
            await GramTable.CreateAsync(db, entityNumber, "name", ct);
            await GramTable.CreateAsync(db, entityNumber, "tags", ct);
        }
    }

    /// <summary>Adds the columns of a new property.</summary>
    public static async Task AddAsync(CrmDb db, int entityNumber, Property property, CancellationToken ct)
    {
        var column = RecordColumns.Column(property);
        var sqlite = db is SqliteCrmDb;
        var shadow = RecordColumns.HasShadow(property) ? [$"{column}_f {Type("text", sqlite)}"] : Array.Empty<string>();
        foreach (var added in shadow.Prepend($"{column} {Type(property.FieldType, sqlite)}"))
        {
            await BriefLock.RunAsync(db, () => ExecuteAsync(db, $"ALTER TABLE {Name(entityNumber)} ADD COLUMN {added}", ct), ct);
        }
    }

    /// <summary>
    /// Makes the indexes of a new property, where its kind has one. On PostgreSQL that is a write of its own: while it lasts
    /// records can be read, as they could not be behind new columns that are not committed yet.
    /// </summary>
    public static async Task IndexAsync(CrmDb db, int entityNumber, Property property, CancellationToken ct)
    {
        var sqlite = db is SqliteCrmDb;
        foreach (var index in RecordIndexes.Of(entityNumber, property, sqlite))
        {
            await ExecuteAsync(db, index.Sql, ct);
        }

        if (sqlite && FieldList.Of(property).IsSearched)
        {
            await GramTable.CreateAsync(db, entityNumber, RecordColumns.Column(property), ct);
        }
    }

    /// <summary>
    /// Empties the columns of a removed property for rows up to <see cref="Limits.EmptiedRows"/> behind <paramref name="rid"/>;
    /// gives the last row's number, or null when there are no more. Dropping the columns would rewrite the whole table at once.
    /// </summary>
    public static async Task<long?> EmptyAsync(CrmDb db, int entityNumber, int propertyNumber, FieldType type, long rid, CancellationToken ct)
    {
        var table = Name(entityNumber);
        var column = string.Create(CultureInfo.InvariantCulture, $"p{propertyNumber}");
        foreach (var index in RecordIndexes.NamesOf(entityNumber, column))
        {
            await BriefLock.RunAsync(db, () => ExecuteAsync(db, $"DROP INDEX IF EXISTS {index}", ct), ct);
        }

        if (db is SqliteCrmDb)
        {
            await GramTable.DropAsync(db, entityNumber, column, ct);
        }

        var range = new SqlText().Add($"SELECT max(rid) FROM (SELECT rid FROM {table} WHERE rid > ").Value(rid)
            .Add(" ORDER BY rid LIMIT ").Value((long)Limits.EmptiedRows).Add(") AS next");
        await using var find = await RecordTable.CommandAsync(db, range, ct);
        if (await find.ExecuteScalarAsync(ct) is not long last)
        {
            return null;
        }

        var (shadow, held) = type.Kind().IsFolded() ? ($", {column}_f = NULL", $"{column}_f") : ("", column);
        var empty = new SqlText().Add($"UPDATE {table} SET {column} = NULL{shadow} WHERE {held} IS NOT NULL AND rid > ").Value(rid)
            .Add(" AND rid <= ").Value(last);
        await using var update = await RecordTable.CommandAsync(db, empty, ct);
        await update.ExecuteNonQueryAsync(ct);
        return last;
    }

    /// <summary>Drops an entity's table with all that is in it, the columns of removed properties too.</summary>
    public static async Task DropAsync(CrmDb db, int entityNumber, IEnumerable<int> propertyNumbers, CancellationToken ct)
    {
        await BriefLock.RunAsync(db, () => ExecuteAsync(db, $"DROP TABLE {Name(entityNumber)}", ct), ct);
        if (db is SqliteCrmDb)
        {
            foreach (var column in propertyNumbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"p{number}")).Concat(["name", "tags"]))
            {
                await GramTable.DropAsync(db, entityNumber, column, ct);
            }
        }
    }

    private static string Name(int entityNumber) => string.Create(CultureInfo.InvariantCulture, $"r{entityNumber}");

    private static string Type(FieldType type, bool sqlite) => type switch
    {
        FieldType.Number => Type("double precision", sqlite),
        FieldType.Boolean or FieldType.Date or FieldType.DateTime => "bigint",
        _ => Type("text", sqlite),
    };

    private static string Type(string type, bool sqlite) => (type, sqlite) switch
    {
        ("text", false) => "text COLLATE \"C\"",
        ("double precision", true) => "REAL",
        _ => type,
    };

    private static async Task ExecuteAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}
