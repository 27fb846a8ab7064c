using System.Globalization;
using CrmAdmin.Entities;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrmAdmin.Access;

/// <summary>Counts what the plan's quotas limit.</summary>
internal static class PlanUsage
{
    /// <summary>Live records of all entities, counted by the partial index that each table has.</summary>
    public static async Task<long> RecordsAsync(CrmDb db, CancellationToken ct)
    {
        await Turns.TakeAsync(db, Turns.Quota, ct);
        var numbers = await db.Set<EntityRow>().Where(e => !e.IsRemoved).Select(e => e.Number).ToListAsync(ct);
        long count = 0;
        foreach (var number in numbers)
        {
            await using var live = db.Database.GetDbConnection().CreateCommand();
            live.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            live.CommandText = "SELECT count(*) FROM r" + number.ToString(CultureInfo.InvariantCulture) + " WHERE deleted_at IS NULL";
            count += (long)(await live.ExecuteScalarAsync(ct))!;
        }

        return count;
    }

    /// <summary>Properties of all entities, without removed ones.</summary>
    public static async Task<long> PropertiesAsync(CrmDb db, CancellationToken ct)
    {
        await Turns.TakeAsync(db, Turns.Quota, ct);
        return await db.Set<PropertyRow>().LongCountAsync(
            p => p.RemovedAt == null && db.Set<EntityRow>().Any(e => e.Number == p.EntityNumber && !e.IsRemoved), ct);
    }
}
