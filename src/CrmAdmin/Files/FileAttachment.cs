using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Files;

/// <summary>With records that go for good, the files go that no other record holds.</summary>
internal sealed class FileAttachment(FileCollector collector, TimeProvider time) : IRecordAttachment
{
    /// <inheritdoc/>
    public string CountKey => "Files.CountGoing";

    /// <inheritdoc/>
    public async Task<long> CountAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        var going = recordIds.ToArray();
        var uses = db.Set<FileUseRow>();
        return await uses.Where(u => EF.Parameter(going).Contains(u.RecordId)).Select(u => u.FileId).Distinct()
            .LongCountAsync(fileId => !uses.Any(u => u.FileId == fileId && !EF.Parameter(going).Contains(u.RecordId)), ct);
    }

    /// <inheritdoc/>
    public async Task PurgeAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        var gone = recordIds.ToArray();
        var uses = db.Set<FileUseRow>().Where(u => EF.Parameter(gone).Contains(u.RecordId));
        var unheld = await FileUses.EndAsync(db, uses, time.GetUtcNow().UtcDateTime, ct);
        if (unheld.Length > 0)
        {
            await db.Set<FileRow>().Where(f => EF.Parameter(unheld).Contains(f.FileId))
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FileState.Leaving), ct);
            collector.Wake();
        }
    }
}
