using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Entities;

/// <summary>Does away with the values of properties that were removed, a few thousand rows a write.</summary>
public sealed class RemovedProperties(Store store, SteadyTime steady)
{
    /// <summary>Empties the columns of every property removed longer ago than <see cref="Limits.RemovedPropertyKept"/>.</summary>
    public async Task CollectAsync(CancellationToken ct)
    {
        var before = steady.UtcNow() - Limits.RemovedPropertyKept;
        var due = await store.ReadAsync(
            db => db.Set<PropertyRow>().AsNoTracking().Where(p => p.RemovedAt <= before && !p.IsEmptied).ToListAsync(ct), ct);
        foreach (var property in due)
        {
            for (long? rid = 0; rid is not null;)
            {
                rid = await store.AlterAsync(
                    db => RecordTableSchema.EmptyAsync(db, property.EntityNumber, property.Number, property.FieldType, rid.Value, ct), ct);
            }

            await store.WriteAsync(
                db => db.Set<PropertyRow>().Where(p => p.Number == property.Number)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.IsEmptied, true), ct),
                ct);
        }
    }
}
