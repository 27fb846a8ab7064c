using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>What PostgreSQL knows of an entity's records when it chooses a plan. On SQLite the plan is chosen by the program.</summary>
internal static class RecordStatistics
{
    /// <summary>
    /// Has it look, after many records came in at once: until its own round, a minute or more later, it would search
    /// a million records as if they were a handful.
    /// </summary>
    public static async Task RenewAsync(Store store, EntitySchema schema, CancellationToken ct)
    {
        if (store.Provider == DatabaseProvider.Postgres)
        {
            await store.ReadAsync(db => RenewAsync(db, schema, ct), ct);
        }
    }

    private static async Task<bool> RenewAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, $"VACUUM (ANALYZE) {RecordColumns.Table(schema)}", ct);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
        return true;
    }
}
