using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Search;

/// <summary>The indexes in the order of properties as the database has them, and what it remembers of them.</summary>
internal static class OrderIndexTable
{
    /// <summary>Makes an index and remembers it. On SQLite both are one write; on PostgreSQL records are written meanwhile.</summary>
    /// <returns>Whether it was made.</returns>
    public static Task<bool> MakeAsync(Store store, EntitySchema entity, Property property, DateTime now, CancellationToken ct) =>
        store.Provider == DatabaseProvider.Sqlite
            ? store.WriteAsync(db => MakeWithinAsync(db, entity, property, now, ct), ct)
            : store.ReadAsync(db => MakeBesideAsync(store, db, entity, property, now, ct), ct);

    /// <summary>Notes when an index served a search.</summary>
    public static Task UseAsync(CrmDb db, Property property, DateTime now, CancellationToken ct) =>
        db.Set<PropertyRow>().Where(p => p.Number == property.Number && p.OrderUsed < now).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrderUsed, now), ct);

    /// <summary>Those of live properties that have served no search since an instant.</summary>
    public static async Task<List<(int EntityNumber, Property Property)>> UnusedAsync(CrmDb db, DateTime since, CancellationToken ct)
    {
        var rows = await db.Set<PropertyRow>().AsNoTracking().Where(p => p.OrderUsed < since && p.RemovedAt == null).ToListAsync(ct);
        return [.. rows.Select(row => (row.EntityNumber, EntityCatalog.Property(row)))];
    }

    /// <summary>Drops an index and forgets it.</summary>
    public static async Task DropAsync(CrmDb db, int entityNumber, Property property, CancellationToken ct)
    {
        await EntityCatalog.LockAsync(db, ct);
        var index = RecordIndexes.InOrder(entityNumber, property, db is SqliteCrmDb).Name;
        await BriefLock.RunAsync(db, () => ExecuteAsync(db, $"DROP INDEX IF EXISTS {index}", ct), ct);
        await db.Set<PropertyRow>().Where(p => p.Number == property.Number).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrderUsed, (DateTime?)null), ct);
        await EntityCatalog.RaiseAsync(db, ct);
    }

    private static async Task<bool> MakeWithinAsync(CrmDb db, EntitySchema entity, Property property, DateTime now, CancellationToken ct)
    {
        if (!await RememberAsync(db, property, now, ct))
        {
            return false;
        }

        await ExecuteAsync(db, RecordIndexes.InOrder(entity.Number, property, sqlite: true).Sql, ct);
        return true;
    }

    /// <summary>One at a time among the nodes. What an end of the program left half made is made anew.</summary>
    private static async Task<bool> MakeBesideAsync(Store store, CrmDb db, EntitySchema entity, Property property, DateTime now, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({Turns.Orders}) AS \"Value\"").SingleAsync(ct))
        {
            return false;
        }

        try
        {
            if (!await Without(db, property).AnyAsync(ct))
            {
                return false;
            }

            var index = RecordIndexes.InOrder(entity.Number, property, sqlite: false);
            await ExecuteAsync(db, $"DROP INDEX CONCURRENTLY IF EXISTS {index.Name}", ct);
            await ExecuteAsync(db, index.Sql.Replace("CREATE INDEX", "CREATE INDEX CONCURRENTLY", StringComparison.Ordinal), ct);
            return await store.WriteAsync(other => RememberAsync(other, property, now, ct), ct);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Turns.Orders})", CancellationToken.None);
        }
    }

    private static async Task<bool> RememberAsync(CrmDb db, Property property, DateTime now, CancellationToken ct)
    {
        await EntityCatalog.LockAsync(db, ct);
        if (await Without(db, property).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrderUsed, now), ct) == 0)
        {
            return false;
        }

        await EntityCatalog.RaiseAsync(db, ct);
        return true;
    }

    /// <summary>The property's row, where it is still there and has no such index.</summary>
    private static IQueryable<PropertyRow> Without(CrmDb db, Property property) => db.Set<PropertyRow>().Where(
        p => p.Number == property.Number && p.OrderUsed == null && p.RemovedAt == null && db.Set<EntityRow>().Any(e => e.Number == p.EntityNumber && !e.IsRemoved));

    private static async Task ExecuteAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}
