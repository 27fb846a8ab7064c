using System.Data.Common;
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

    /// <summary>What is read of each row that a statement gives.</summary>
    public static async Task<List<T>> ListAsync<T>(CrmDb db, SqlText sql, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var command = await CommandAsync(db, sql, ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<T>();
        while (await row.ReadAsync(ct))
        {
            found.Add(read(row));
        }

        return found;
    }

    /// <summary>The largest row number of an entity: what its table holds, give or take what was removed.</summary>
    public static async Task<long> RowsAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        await using var command = await CommandAsync(db, $"SELECT COALESCE(max(rid), 0) FROM {RecordColumns.Table(schema)}", ct);
        return (long)(await command.ExecuteScalarAsync(ct))!;
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
        var columns = new RecordValues(schema);
        IReadOnlyList<string> names = [.. columns.Names, "id", "created"];
        var rows = records.Select(record => columns.Of(record, record.RecordId, UtcMilliseconds.From(record.DateCreated))).ToList();
        if (db is SqliteCrmDb)
        {
            // Within one write SQLite numbers new rows upward from the last one.
            var last = await LastRidAsync(db, schema, ct);
            var values = string.Join(", ", names.Select((_, i) => $"@v{i}"));
            await RunAsync(db, $"INSERT INTO {RecordColumns.Table(schema)} ({string.Join(", ", names)}) VALUES ({values})", names.Count, rows, ct);
            GramTable.Insert(db, schema, columns.Names, [.. rows.Select((row, i) => (last + 1 + i, row))]);
        }
        else
        {
            await ListedRows.InsertAsync(db, RecordColumns.Table(schema), names, rows, ct);
        }

        await FileUses.AddAsync(db, schema, records, ct);
    }

    /// <summary>Replaces the rows' values with those after; of several changes of one record the last is written.</summary>
    public static async Task UpdateAsync(
        CrmDb db, EntitySchema schema, IEnumerable<(Record Before, Record After)> all, CancellationToken ct)
    {
        var changes = all.GroupBy(change => change.After.RecordId).Select(each => (each.First().Before, each.Last().After)).ToList();
        var columns = new RecordValues(schema);
        var sets = string.Join(", ", columns.Names.Select((name, i) => $"{name} = @v{i}"));
        var rows = changes.Select(change => columns.Of(change.After, change.After.RecordId));
        var last = columns.Names.Count;
        await RunAsync(db, $"UPDATE {RecordColumns.Table(schema)} SET {sets} WHERE id = @v{last}", last + 1, rows, ct);
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
        var select = $"SELECT {RecordColumns.Select(schema)} FROM {RecordColumns.Table(schema)} WHERE ";
        if (db is not SqliteCrmDb)
        {
            // Each statement is a way to the server and back.
            await using var all = await CommandAsync(db, SqlDialect.Postgres.In(new SqlText().Add(select), "id", [.. recordIds]), ct);
            await using var rows = await all.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                var record = RecordColumns.Read(rows, schema);
                found[record.RecordId] = record;
            }

            return found;
        }

        await using var command = await CommandAsync(db, select + "id = @id", ct);
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

    /// <summary>What the rows with these ids are called, live and trashed, by id.</summary>
    public static async Task<Dictionary<string, string>> NamesAsync(CrmDb db, EntitySchema schema, string[] recordIds, CancellationToken ct)
    {
        var dialect = db is SqliteCrmDb ? SqlDialect.Sqlite : SqlDialect.Postgres;
        var sql = dialect.In(new SqlText().Add($"SELECT id, name FROM {RecordColumns.Table(schema)} WHERE "), "id", recordIds);
        await using var command = await CommandAsync(db, sql, ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            names[row.GetString(0)] = row.GetString(1);
        }

        return names;
    }

    /// <summary>The tags of the newest live records that have any.</summary>
    public static Task<List<string[]>> NewestTagsAsync(CrmDb db, EntitySchema schema, int most, CancellationToken ct)
    {
        var sql = new SqlText().Add($"SELECT tags FROM (SELECT tags FROM {RecordColumns.Table(schema)} WHERE {RecordColumns.Live}")
            .Add($" ORDER BY created DESC, {(db is SqliteCrmDb ? SqlDialect.Sqlite : SqlDialect.Postgres).Tie} DESC LIMIT ").Value((long)most).Add(") AS newest WHERE tags IS NOT NULL");
        return ListAsync(db, sql, row => RecordColumns.Texts(row.GetString(0)), ct);
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

    /// <summary>Runs a statement for each row, its parameters @v0, @v1, … in their order.</summary>
    private static async Task RunAsync(CrmDb db, string sql, int parameters, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (db is SqliteCrmDb)
        {
            using var statement = new SqliteStatement(db, sql);
            foreach (var row in rows)
            {
                statement.Run(row);
            }

            return;
        }

        await using var batch = db.Database.GetDbConnection().CreateBatch();
        batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@v{i}";
                parameter.Value = row[i] ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
    }
}
