using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>Which live records have a value: how an import's rows find the records that they change.</summary>
internal static class RecordMatches
{
    private const string Suffix = "_match";

    /// <summary>Whether a field tells records apart: recordId, name, and properties with one text, choice or number.</summary>
    public static bool CanMatch(Field field) => field.Kind switch
    {
        FieldKind.Exact => field.Path == "recordId",
        FieldKind.Text => field.Property?.FieldType != FieldType.LongText,
        FieldKind.Choice or FieldKind.Number => true,
        _ => false,
    };

    /// <summary>A canonical value as it is compared; null for empty.</summary>
    public static object? Key(Field field, object? value) => value is string text && field.Kind != FieldKind.Exact ? Folding.Fold(text) : value;

    /// <summary>For each key that some live record has: one such record, and how many there are.</summary>
    public static async Task<Dictionary<object, (string RecordId, long Count)>> FindAsync(
        CrmDb db, SqlDialect dialect, EntitySchema schema, Field field, IReadOnlyCollection<object> keys, CancellationToken ct)
    {
        var found = new Dictionary<object, (string, long)>(keys.Count);
        if (keys.Count == 0)
        {
            return found;
        }

        var column = field.CompareColumn;
        var sql = new SqlText().Add($"SELECT {column}, min(id), count(*) FROM {RecordColumns.Table(schema)} WHERE {RecordColumns.Live} AND ");
        WriteIn(sql, dialect, column, keys);
        await using var command = await RecordTable.CommandAsync(db, sql.Add($" GROUP BY {column}"), ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            found[field.Kind == FieldKind.Number ? row.GetDouble(0) : row.GetString(0)] = (row.GetString(1), row.GetInt64(2));
        }

        return found;
    }

    /// <summary>
    /// Has an index serve the matching on a field for as long as runs go on; without one each chunk of rows would read
    /// the whole table. It is not kept, because each index makes every write slower.
    /// </summary>
    public static Task IndexAsync(CrmDb db, EntitySchema schema, Field field, CancellationToken ct)
    {
        // A tree of PostgreSQL's takes no long texts.
        var kind = db is SqliteCrmDb ? "" : "USING hash ";
        return Index(schema, field) is { } index
            ? ExecuteAsync(db, $"CREATE INDEX IF NOT EXISTS {index} ON {RecordColumns.Table(schema)} {kind}({field.CompareColumn}) WHERE {RecordColumns.Live}", ct)
            : Task.CompletedTask;
    }

    /// <summary>The name of the index of <see cref="IndexAsync"/>; null where the field has one of its own anyway.</summary>
    public static string? Index(EntitySchema schema, Field field) =>
        field.Property is not { } property || RecordIndexes.Has(property.FieldType) ? null : $"{RecordColumns.Table(schema)}_{field.Column}{Suffix}";

    /// <summary>The names of those that are there.</summary>
    public static Task<List<string>> IndexesAsync(CrmDb db, CancellationToken ct) =>
        (db is SqliteCrmDb
            ? db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'index'")
            : db.Database.SqlQuery<string>($"SELECT indexname::text AS \"Value\" FROM pg_indexes WHERE schemaname = current_schema()"))
        .Where(name => name.EndsWith(Suffix)).ToListAsync(ct);

    /// <summary>Drops one of them.</summary>
    public static Task DropIndexAsync(CrmDb db, string index, CancellationToken ct) =>
        BriefLock.RunAsync(db, () => ExecuteAsync(db, $"DROP INDEX IF EXISTS {index}", ct), ct);

    private static void WriteIn(SqlText sql, SqlDialect dialect, string column, IReadOnlyCollection<object> keys)
    {
        if (keys.First() is string)
        {
            dialect.In(sql, column, [.. keys.Cast<string>()]);
            return;
        }

        sql.Add($"{column} IN (");
        var next = "";
        foreach (var key in keys)
        {
            sql.Add(next).Value(key);
            next = ", ";
        }

        sql.Add(")");
    }

    private static async Task ExecuteAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}
