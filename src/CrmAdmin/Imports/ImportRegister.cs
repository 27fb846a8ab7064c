using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>Which imports there are, who knows of them, and how they stand.</summary>
internal sealed class ImportRegister(Store store, EntityCatalog catalog)
{
    private const int KeptShown = 20;

    /// <summary>The import; 404 where the caller knows of none with this id.</summary>
    public async Task<ImportRow> FindAsync(Caller caller, string importId, CancellationToken ct) =>
        await KnownAsync(caller, importId, ct) ?? throw CrmException.NotFound(importId);

    /// <summary>The import; null where the caller knows of none with this id.</summary>
    public async Task<ImportRow?> KnownAsync(Caller caller, string importId, CancellationToken ct)
    {
        var import = await store.ReadAsync(db => db.Set<ImportRow>().AsNoTracking().SingleOrDefaultAsync(i => i.ImportId == importId, ct), ct);
        return import is not null && import.IsKnownTo(caller) ? import : null;
    }

    /// <summary>Its run; null where nobody has asked for one.</summary>
    public async Task<ImportJob?> JobAsync(ImportRow import, CancellationToken ct) => import.JobId is null
        ? null
        : await store.ReadAsync(db => db.Set<ImportJob>().AsNoTracking().SingleOrDefaultAsync(j => j.JobId == import.JobId, ct), ct);

    /// <summary>One import with all that its page says; 404 where the caller knows of none with this id.</summary>
    public async Task<ImportFacts> ReadAsync(Caller caller, string importId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await FindAsync(caller, importId, ct);
        var facts = ImportFacts.Of(import, await JobAsync(import, ct), await catalog.FindAsync(import.EntityId, ct));
        return import.UndoneAt is { } at ? facts with { Undo = await store.SnapshotAsync(db => UndoAsync(db, import.Number, at, ct), ct) } : facts;
    }

    /// <summary>The caller's imports, newest first; an ADMIN's list has everybody's.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<ImportFacts>> ListAsync(Caller caller, int limit, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var found = await store.ReadAsync(
            db => Known(db, caller).OrderByDescending(i => i.Number).Take(limit)
                .Select(i => new { Import = i, Job = db.Set<ImportJob>().SingleOrDefault(j => j.ImportNumber == i.Number) })
                .ToListAsync(ct),
            ct);
        var facts = new List<ImportFacts>(found.Count);
        foreach (var one in found)
        {
            facts.Add(ImportFacts.Of(one.Import, one.Job, await catalog.FindAsync(one.Import.EntityId, ct)));
        }

        return facts;
    }

    /// <summary>How many of the imports in the caller's list are waiting for their turn or running.</summary>
    public Task<int> CountRunningAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return store.ReadAsync(
            db => Known(db, caller).CountAsync(
                i => db.Set<ImportJob>().Any(j => j.ImportNumber == i.Number && (j.Status == JobStatus.Pending || j.Status == JobStatus.Processing)), ct),
            ct);
    }

    private static IQueryable<ImportRow> Known(CrmDb db, Caller caller) =>
        db.Set<ImportRow>().AsNoTracking().Where(i => caller.SeesMasked || (i.ActorId == caller.ActorId && i.ActorKind == caller.Kind));

    private static async Task<ImportUndone> UndoAsync(CrmDb db, int import, DateTime at, CancellationToken ct)
    {
        var records = db.Set<ImportedRecordRow>().Where(r => r.ImportNumber == import);
        var counts = await records.GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var kept = await records.Where(r => r.Outcome == UndoOutcome.Kept).OrderBy(r => r.RecordId).Select(r => r.RecordId).Take(KeptShown).ToListAsync(ct);
        long Count(UndoOutcome outcome) => counts.GetValueOrDefault(outcome);
        return new ImportUndone(
            at, Count(UndoOutcome.None), Count(UndoOutcome.Removed), Count(UndoOutcome.Reverted), Count(UndoOutcome.Kept), Count(UndoOutcome.Gone), kept);
    }
}
