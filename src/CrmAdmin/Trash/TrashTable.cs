using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;

namespace CrmAdmin.Trash;

/// <summary>The statements that move rows of an entity's table into the trash, back, and away.</summary>
internal static class TrashTable
{
    /// <summary>Marks live rows as deleted.</summary>
    public static Task DeleteAsync(
        CrmDb db, SqlDialect dialect, EntitySchema schema, IReadOnlyList<string> recordIds, DateTime at, string by, CancellationToken ct) =>
        RunAsync(db, dialect, Update(schema).Add("deleted_at = ").Value(UtcMilliseconds.From(at)).Add(", deleted_by = ").Value(by), recordIds, ct);

    /// <summary>Makes trashed rows live again.</summary>
    public static Task RestoreAsync(CrmDb db, SqlDialect dialect, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct) =>
        RunAsync(db, dialect, Update(schema).Add("deleted_at = NULL, deleted_by = NULL"), recordIds, ct);

    /// <summary>Removes rows.</summary>
    public static async Task PurgeAsync(CrmDb db, SqlDialect dialect, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        if (db is SqliteCrmDb)
        {
            GramTable.Delete(db, schema, [.. (await RecordTable.RidsAsync(db, schema, recordIds, ct)).Values]);
        }

        await RunAsync(db, dialect, new SqlText().Add($"DELETE FROM {RecordColumns.Table(schema)}"), recordIds, ct);
    }

    /// <summary>How many rows were deleted after one instant and no later than another, both in milliseconds.</summary>
    public static async Task<long> CountAsync(CrmDb db, EntitySchema schema, long after, long until, CancellationToken ct)
    {
        var sql = new SqlText().Add($"SELECT count(*) FROM {RecordColumns.Table(schema)} WHERE deleted_at IS NOT NULL AND deleted_at > ").Value(after)
            .Add(" AND deleted_at <= ").Value(until);
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The oldest rows whose days in the trash are over.</summary>
    public static Task<List<string>> ExpiredAsync(CrmDb db, EntitySchema schema, DateTime before, int most, CancellationToken ct)
    {
        var sql = new SqlText().Add($"SELECT id FROM {RecordColumns.Table(schema)} WHERE deleted_at IS NOT NULL AND deleted_at <= ")
            .Value(UtcMilliseconds.From(before)).Add(" ORDER BY deleted_at LIMIT ").Value((long)most);
        return RecordTable.ListAsync(db, sql, row => row.GetString(0), ct);
    }

    private static SqlText Update(EntitySchema schema) =>
        new SqlText().Add($"UPDATE {RecordColumns.Table(schema)} SET version = version + 1, ");

    private static async Task RunAsync(CrmDb db, SqlDialect dialect, SqlText sql, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        dialect.In(sql.Add(" WHERE "), "id", [.. recordIds]);
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        await command.ExecuteNonQueryAsync(ct);
    }
}
