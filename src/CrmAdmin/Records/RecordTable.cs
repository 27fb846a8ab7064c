using System.Data.Common;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrmAdmin.Records;

/// <summary>Reads and writes rows of one entity's table by id. Runs inside the caller's transaction.</summary>
internal static class RecordTable
{
    /// <summary>A command on the context's connection and transaction.</summary>
    public static async Task<DbCommand> CommandAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <inheritdoc cref="CommandAsync(CrmDb, string, CancellationToken)"/>
    public static async Task<DbCommand> CommandAsync(CrmDb db, SqlText sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        return sql.Command(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction());
    }

    /// <summary>Adds a parameter and gives it back, so that a prepared command can be run again with another value.</summary>
    public static DbParameter Parameter(this DbCommand command, string name, object? value = null)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds rows; each must be new.</summary>
    public static async Task InsertAsync(CrmDb db, EntitySchema schema, IReadOnlyList<Record> records, CancellationToken ct)
    {
        var columns = new List<(string Name, Func<Record, object?> Of)>
        {
            ("id", r => r.RecordId), ("created", r => UtcMilliseconds.From(r.DateCreated)),
        };
        columns.AddRange(Written(schema));
        var names = string.Join(", ", columns.Select(c => c.Name));
        var values = string.Join(", ", columns.Select((_, i) => $"@v{i}"));
        var last = db is SqliteCrmDb ? await LastRidAsync(db, schema, ct) : 0;
        await RunAsync(db, $"INSERT INTO {RecordColumns.Table(schema)} ({names}) VALUES ({values})", columns, records, ct);
        if (db is SqliteCrmDb)
        {
            // Within one write SQLite numbers new rows upward from the last one.
            GramTable.Insert(db, schema, [.. records.Select((record, i) => (last + 1 + i, record))]);
        }

        await FileUses.AddAsync(db, schema, records, ct);
    }

    /// <summary>Replaces the rows' values with those after; of several changes of one record the last is written.</summary>
    public static async Task UpdateAsync(
        CrmDb db, EntitySchema schema, IEnumerable<(Record Before, Record After)> all, CancellationToken ct)
    {
        var changes = all.GroupBy(change => change.After.RecordId).Select(each => (each.First().Before, each.Last().After)).ToList();
        var columns = Written(schema).ToList();
        var sets = string.Join(", ", columns.Select((c, i) => $"{c.Name} = @v{i}"));
        columns.Add(("id", r => r.RecordId));
        var sql = $"UPDATE {RecordColumns.Table(schema)} SET {sets} WHERE id = @v{columns.Count - 1}";
        await RunAsync(db, sql, columns, [.. changes.Select(change => change.After)], ct);
        if (db is SqliteCrmDb)
        {
            var rids = await RidsAsync(db, schema, [.. changes.Select(change => change.After.RecordId)], ct);
            GramTable.Update(db, schema, [.. changes.Select(change => (rids[change.After.RecordId], change.Before, change.After))]);
        }

        await FileUses.ChangeAsync(db, schema, changes, ct);
    }

    /// <summary>The row numbers of records.</summary>
    public static async Task<Dictionary<string, long>> RidsAsync(
        CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        var sql = SqlDialect.Sqlite.In(new SqlText().Add($"SELECT id, rid FROM {RecordColumns.Table(schema)} WHERE "), "id", [.. recordIds]);
        await using var command = await CommandAsync(db, sql, ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        var rids = new Dictionary<string, long>(recordIds.Count, StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            rids[row.GetString(0)] = row.GetInt64(1);
        }

        return rids;
    }

    /// <summary>The rows with these ids, live and trashed, by id.</summary>
    public static async Task<Dictionary<string, Record>> ReadAsync(
        CrmDb db, EntitySchema schema, IReadOnlyCollection<string> recordIds, CancellationToken ct)
    {
        var found = new Dictionary<string, Record>(recordIds.Count, StringComparer.Ordinal);
        await using var command = await CommandAsync(
            db, $"SELECT {RecordColumns.Select(schema)} FROM {RecordColumns.Table(schema)} WHERE id = @id", ct);
        var id = command.Parameter("@id", "");
        foreach (var recordId in recordIds)
        {
            id.Value = recordId;
            await using var row = await command.ExecuteReaderAsync(ct);
            if (await row.ReadAsync(ct))
            {
                found[recordId] = RecordColumns.Read(row, schema);
            }
        }

        return found;
    }

    /// <summary>The tags of the newest live records that have any.</summary>
    public static async Task<List<string[]>> NewestTagsAsync(CrmDb db, EntitySchema schema, int most, CancellationToken ct)
    {
        var sql = new SqlText().Add($"SELECT tags FROM (SELECT tags FROM {RecordColumns.Table(schema)} WHERE {RecordColumns.Live}")
            .Add($" ORDER BY created DESC, {(db is SqliteCrmDb ? SqlDialect.Sqlite : SqlDialect.Postgres).Tie} DESC LIMIT ").Value((long)most).Add(") AS newest WHERE tags IS NOT NULL");
        await using var command = await CommandAsync(db, sql, ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<string[]>();
        while (await row.ReadAsync(ct))
        {
            found.Add(RecordColumns.Texts(row.GetString(0)));
        }

        return found;
    }

    /// <summary>Whether the table has a record, live or deleted after <paramref name="kept"/>.</summary>
    public static async Task<bool> AnyAsync(CrmDb db, int entityNumber, DateTime kept, CancellationToken ct)
    {
        var sql = new SqlText().Add($"SELECT 1 FROM r{entityNumber} WHERE deleted_at IS NULL OR deleted_at > ")
            .Value(UtcMilliseconds.From(kept)).Add(" LIMIT 1");
        await using var command = await CommandAsync(db, sql, ct);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task<long> LastRidAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        await using var command = await CommandAsync(db, $"SELECT COALESCE(max(rid), 0) FROM {RecordColumns.Table(schema)}", ct);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static IEnumerable<(string Name, Func<Record, object?> Of)> Written(EntitySchema schema)
    {
        yield return ("name", r => r.Name);
        yield return ("name_f", r => Folding.Fold(r.Name));
        yield return ("tags", r => RecordColumns.Stored(r.Tags));
        yield return ("tags_f", r => RecordColumns.Shadow(r.Tags));
        yield return ("owner", r => r.OwnerId);
        yield return ("updated", r => UtcMilliseconds.From(r.DateUpdated));
        yield return ("version", r => r.Version);
        foreach (var property in schema.Properties)
        {
            yield return (RecordColumns.Column(property), r => RecordColumns.Stored(r.Value(property)));
            if (RecordColumns.HasShadow(property))
            {
                yield return (RecordColumns.Column(property) + "_f", r => RecordColumns.Shadow(r.Value(property)));
            }
        }
    }

    /// <summary>Runs a statement for each record, its parameters in the order of the columns.</summary>
    private static async Task RunAsync(
        CrmDb db, string sql, List<(string Name, Func<Record, object?> Of)> columns, IReadOnlyList<Record> records, CancellationToken ct)
    {
        if (db is SqliteCrmDb)
        {
            await db.Database.OpenConnectionAsync(ct);
            using var statement = new SqliteStatement(db, sql);
            foreach (var record in records)
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    statement.Bind(i + 1, columns[i].Of(record));
                }

                statement.Run();
            }

            return;
        }

        await using var command = await CommandAsync(db, sql, ct);
        var parameters = columns.Select((_, i) => command.Parameter($"@v{i}")).ToList();
        foreach (var record in records)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = columns[i].Of(record) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
