using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using CrmAdmin.Trash;

namespace CrmAdmin.Records;

/// <summary>Where a record stands: its entity, and since when it is in the trash.</summary>
internal sealed record RecordPlace(EntitySchema Schema, long? DeletedAt, long Version);

/// <summary>Finds records by id alone. A record whose days in the trash are over counts as gone.</summary>
public sealed class RecordFinder(Store store, EntityCatalog catalog, TrashOptions trash, TimeProvider time)
{
    /// <summary>The places of those that exist, live or in the trash.</summary>
    /// <param name="db">Where to look.</param>
    /// <param name="recordIds">Which records; unknown ones are left out.</param>
    /// <param name="ct">Stops the query.</param>
    /// <param name="hold">
    /// Keeps other writers from them until the transaction ends. On SQLite writes go one after the other anyway.
    /// </param>
    internal async Task<Dictionary<string, RecordPlace>> FindAsync(
        CrmDb db, IReadOnlyCollection<string> recordIds, CancellationToken ct, bool hold = false)
    {
        var purged = UtcMilliseconds.From(time.GetUtcNow().UtcDateTime - trash.Retention);
        var wanted = recordIds.ToArray();
        var found = new Dictionary<string, RecordPlace>(wanted.Length, StringComparer.Ordinal);
        foreach (var schema in await catalog.AllAsync(ct))
        {
            if (found.Count == wanted.Length)
            {
                break;
            }

            var sql = new SqlText().Add($"SELECT id, deleted_at, version FROM {RecordColumns.Table(schema)} WHERE ");
            store.Dialect.In(sql, "id", wanted).Add(" AND (deleted_at IS NULL OR deleted_at > ").Value(purged).Add(")");
            if (hold && store.Provider == DatabaseProvider.Postgres)
            {
                sql.Add(" ORDER BY id FOR UPDATE");
            }

            await using var command = await RecordTable.CommandAsync(db, sql, ct);
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                found[row.GetString(0)] = new RecordPlace(schema, row.IsDBNull(1) ? null : row.GetInt64(1), row.GetInt64(2));
            }
        }

        return found;
    }

    /// <summary>Lets ids ascend from the newest that is stored, also where the clock has stepped back since.</summary>
    public Task ResumeIdsAsync(Ids ids, CancellationToken ct) => store.ReadAsync(
        async db =>
        {
            foreach (var schema in await catalog.AllAsync(ct))
            {
                await using var command = await RecordTable.CommandAsync(db, $"SELECT max(id) FROM {RecordColumns.Table(schema)}", ct);
                if (await command.ExecuteScalarAsync(ct) is string newest)
                {
                    ids.After(newest);
                }
            }

            return true;
        },
        ct);

    /// <summary>The entity of a live record; 404 where there is none.</summary>
    internal async Task<EntitySchema> DemandLiveAsync(CrmDb db, string recordId, CancellationToken ct, bool hold = false) =>
        (await FindAsync(db, [recordId], ct, hold)).GetValueOrDefault(recordId) is { DeletedAt: null } place
            ? place.Schema
            : throw CrmException.NotFound(recordId);

    /// <summary>A live record with its entity; null where there is none.</summary>
    internal async Task<(EntitySchema Schema, Record Record)?> LiveAsync(CrmDb db, string recordId, CancellationToken ct, bool hold = false)
    {
        var places = await FindAsync(db, [recordId], ct, hold);
        if (!places.TryGetValue(recordId, out var place) || place.DeletedAt is not null)
        {
            return null;
        }

        var records = await RecordTable.ReadAsync(db, place.Schema, [recordId], ct);
        return records.TryGetValue(recordId, out var record) ? (place.Schema, record) : null;
    }
}
