using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Trash;

namespace CrmAdmin.Records;

/// <summary>Where a record stands: its entity, and since when it is in the trash.</summary>
internal sealed record RecordPlace(EntitySchema Schema, long? DeletedAt, long Version);

/// <summary>Finds records by id alone. A record whose days in the trash are over counts as gone.</summary>
public sealed class RecordFinder(Store store, EntityCatalog catalog, TrashOptions trash, TimeProvider time)
{
    /// <summary>The places of those that exist, live or in the trash.</summary>
    internal async Task<Dictionary<string, RecordPlace>> FindAsync(CrmDb db, IReadOnlyCollection<string> recordIds, CancellationToken ct)
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
            await using var command = await RecordTable.CommandAsync(db, sql, ct);
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                found[row.GetString(0)] = new RecordPlace(schema, row.IsDBNull(1) ? null : row.GetInt64(1), row.GetInt64(2));
            }
        }

        return found;
    }

    /// <summary>A live record with its entity; null where there is none.</summary>
    internal async Task<(EntitySchema Schema, Record Record)?> LiveAsync(CrmDb db, string recordId, CancellationToken ct)
    {
        var places = await FindAsync(db, [recordId], ct);
        if (!places.TryGetValue(recordId, out var place) || place.DeletedAt is not null)
        {
            return null;
        }

        var records = await RecordTable.ReadAsync(db, place.Schema, [recordId], ct);
        return records.TryGetValue(recordId, out var record) ? (place.Schema, record) : null;
    }
}
