using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>What an undo took back.</summary>
/// <param name="Removed">Records that the import had made and that are in the trash now.</param>
/// <param name="Reverted">Records that it had changed and that are as they were.</param>
/// <param name="Kept">Records that were changed since, and stay as they are.</param>
public sealed record UndoAnswer(long Removed, long Reverted, IReadOnlyList<string> Kept);

/// <summary>
/// Takes an import back, chunk by chunk, each one transaction. What became of each record is written down, so that an undo
/// which broke off goes on where it was, and one that is asked for again answers the same.
/// </summary>
internal sealed class ImportUndo(
    Store store, EntityCatalog catalog, RecordFinder finder, RecordService records, TrashService trash, TimeProvider time)
{
    /// <summary>Takes back what has not been dealt with yet.</summary>
    public async Task<UndoAnswer> RunAsync(Caller caller, ImportRow import, CancellationToken ct)
    {
        for (string? after = ""; after is not null;)
        {
            after = await store.WriteAsync(db => ChunkAsync(db, caller, import, after, ct), ct);
        }

        return await store.SnapshotAsync(db => AnswerAsync(db, import.Number, ct), ct);
    }

    private static IQueryable<ImportedRecordRow> Of(CrmDb db, int import) => db.Set<ImportedRecordRow>().Where(r => r.ImportNumber == import);

    private static async Task<UndoAnswer> AnswerAsync(CrmDb db, int import, CancellationToken ct) => new(
        await Of(db, import).LongCountAsync(r => r.Outcome == UndoOutcome.Removed, ct),
        await Of(db, import).LongCountAsync(r => r.Outcome == UndoOutcome.Reverted, ct),
        await Of(db, import).Where(r => r.Outcome == UndoOutcome.Kept).OrderBy(r => r.RecordId).Select(r => r.RecordId).ToListAsync(ct));

    /// <summary>Deals with some records behind an id. Gives the last of them; null when there are no more.</summary>
    private async Task<string?> ChunkAsync(CrmDb db, Caller caller, ImportRow import, string after, CancellationToken ct)
    {
        var now = UtcMilliseconds.ToDateTime(UtcMilliseconds.From(time.GetUtcNow().UtcDateTime));
        await db.Set<ImportRow>().Where(i => i.Number == import.Number).ExecuteUpdateAsync(set => set.SetProperty(i => i.UndoneAt, now), ct);
        var rows = await Of(db, import.Number).AsNoTracking()
            .Where(r => r.Outcome == UndoOutcome.None && r.RecordId.CompareTo(after) > 0)
            .OrderBy(r => r.RecordId).Take(Limits.BulkItems).ToListAsync(ct);
        if (rows.Count == 0)
        {
            return null;
        }

        var schema = await catalog.FindAsync(import.EntityId, ct);
        var current = schema is null ? [] : await CurrentAsync(db, schema, [.. rows.Select(row => row.RecordId)], ct);
        var decided = rows.ToLookup(row => Decide(row, current.GetValueOrDefault(row.RecordId)));
        string[] made = [.. decided[UndoOutcome.Removed].Select(row => row.RecordId)];
        await trash.DeleteAsync(db, caller, made, permanent: false, ct);
        if (schema is not null)
        {
            await records.SaveAsync(db, caller, schema, [.. decided[UndoOutcome.Reverted].Select(row => Reverted(row, current[row.RecordId], schema, now))], ct);
        }

        foreach (var outcome in decided)
        {
            string[] recordIds = [.. outcome.Select(row => row.RecordId)];
            await Of(db, import.Number).Where(r => EF.Parameter(recordIds).Contains(r.RecordId))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Outcome, outcome.Key), ct);
        }

        return rows[^1].RecordId;
    }

    private async Task<Dictionary<string, Record>> CurrentAsync(CrmDb db, EntitySchema schema, string[] recordIds, CancellationToken ct)
    {
        if (store.Provider == DatabaseProvider.Postgres)
        {
            await finder.FindAsync(db, recordIds, ct, hold: true);
        }

        return await RecordTable.ReadAsync(db, schema, recordIds, ct);
    }

    private static UndoOutcome Decide(ImportedRecordRow row, Record? record) => (record, row.Before) switch
    {
        (null, _) or ({ DeletedAt: not null }, null) => UndoOutcome.Gone,
        _ when record.Version != row.Version => UndoOutcome.Kept,
        (_, null) => UndoOutcome.Removed,
        _ => UndoOutcome.Reverted,
    };

    private static (Record Before, Record After) Reverted(ImportedRecordRow row, Record record, EntitySchema schema, DateTime now) =>
        (record, ImportedRecords.Before(record, row.Before!, schema) with { DateUpdated = now, Version = record.Version + 1 });
}
