using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>Keeps the indexes that imports find their records by for as long as an import that needs them is not over.</summary>
internal sealed class ImportIndexes(Store store, EntityCatalog catalog)
{
    /// <summary>Has an index there for a run that matches on a field. The run's job is stored and not over.</summary>
    public Task MakeAsync(EntitySchema schema, Field field, CancellationToken ct) => store.WriteAsync(
        async db =>
        {
            await Turns.TakeAsync(db, Turns.Matches, ct);
            await RecordMatches.IndexAsync(db, schema, field, ct);
        },
        ct);

    /// <summary>Drops those that no import needs which is not over, however the others ended.</summary>
    public async Task RemoveAsync(CancellationToken ct)
    {
        if ((await store.ReadAsync(db => UnneededAsync(db, ct), ct)).Count > 0)
        {
            await store.AlterAsync(db => RemoveAsync(db, ct), ct);
        }
    }

    private async Task RemoveAsync(CrmDb db, CancellationToken ct)
    {
        await Turns.TakeAsync(db, Turns.Matches, ct);
        foreach (var index in await UnneededAsync(db, ct))
        {
            await RecordMatches.DropIndexAsync(db, index, ct);
        }
    }

    private async Task<List<string>> UnneededAsync(CrmDb db, CancellationToken ct)
    {
        var there = await RecordMatches.IndexesAsync(db, ct);
        if (there.Count == 0)
        {
            return there;
        }

        var jobs = await db.Set<ImportJob>().AsNoTracking()
            .Where(j => j.Status == JobStatus.Pending || j.Status == JobStatus.Processing).ToListAsync(ct);
        foreach (var job in jobs)
        {
            if (job.Asked.MatchOn is { } matchOn && await catalog.FindAsync(job.EntityId, ct) is { } schema
                && FieldList.Find(schema, matchOn) is { } field && RecordMatches.Index(schema, field) is { } needed)
            {
                there.Remove(needed);
            }
        }

        return there;
    }
}
