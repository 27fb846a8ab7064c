using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>Removes imports whose time is over, and files that nothing reads any more.</summary>
internal sealed class ImportLeftovers(Store store, ImportFolder folder, SteadyTime steady)
{
    /// <summary>One round.</summary>
    public async Task RemoveAsync(CancellationToken ct)
    {
        // Files first: one that is begun after this look is not in the list.
        var files = folder.Files();
        var now = steady.UtcNow();
        if (await store.ReadAsync(db => Over(db, now).AnyAsync(ct), ct))
        {
            await store.WriteAsync(db => RemoveAsync(db, now, ct), ct);
        }

        if (files.Count == 0)
        {
            return;
        }

        var kept = await KeptAsync(ct);
        foreach (var (path, _) in files.Where(file => !kept.Contains(file.Path) && file.WrittenAt < now - Limits.ImportUpload))
        {
            folder.Remove(path);
        }
    }

    private static IQueryable<ImportRow> Over(CrmDb db, DateTime now)
    {
        DateTime ran = now - Limits.ImportKept, idle = now - Limits.ImportIdle;
        return db.Set<ImportRow>().Where(i =>
            (i.JobId == null && i.CreatedAt <= idle)
            || db.Set<ImportJob>().Any(j => j.ImportNumber == i.Number && j.FinishedAt <= ran));
    }

    private static async Task RemoveAsync(CrmDb db, DateTime now, CancellationToken ct)
    {
        var numbers = await Over(db, now).Select(i => i.Number).ToArrayAsync(ct);
        await db.Set<ImportedRecordRow>().Where(r => EF.Parameter(numbers).Contains(r.ImportNumber)).ExecuteDeleteAsync(ct);
        await db.Set<ImportJob>().Where(j => EF.Parameter(numbers).Contains(j.ImportNumber)).ExecuteDeleteAsync(ct);
        await db.Set<ImportRow>().Where(i => EF.Parameter(numbers).Contains(i.Number)).ExecuteDeleteAsync(ct);
    }

    /// <summary>The rows of imports that are not over, the rejects that count, and those that are being written.</summary>
    private async Task<HashSet<string>> KeptAsync(CancellationToken ct)
    {
        var imports = await store.ReadAsync(
            db => db.Set<ImportRow>().AsNoTracking()
                .Select(i => new { i.ImportId, Job = db.Set<ImportJob>().SingleOrDefault(j => j.ImportNumber == i.Number) })
                .ToListAsync(ct),
            ct);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var import in imports)
        {
            if (import.Job is not { IsOver: true })
            {
                kept.Add(folder.RowsOf(import.ImportId));
            }

            if (import.Job is { } job)
            {
                kept.Add(folder.RejectsOf(import.ImportId, job.RejectsRun));
                kept.Add(folder.RejectsOf(import.ImportId, job.Status == JobStatus.Processing ? job.Fence : job.RejectsRun));
            }
        }

        return kept;
    }
}
