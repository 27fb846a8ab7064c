using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Files;

/// <summary>
/// Keeps which records hold which files, in the transaction that writes the record. A file's row is touched before its
/// uses are looked at: on PostgreSQL that is the lock that keeps two writers from missing each other.
/// </summary>
internal static class FileUses
{
    /// <summary>What is wrong with the files that a request names: each must be there.</summary>
    public static async Task<IReadOnlyList<Detail>> MissingAsync(CrmDb db, IReadOnlyList<(string Path, string FileId)> named, CancellationToken ct)
    {
        if (named.Count == 0)
        {
            return [];
        }

        var fileIds = named.Select(file => file.FileId).Distinct().ToArray();
        var there = await Kept(db, fileIds).Select(f => f.FileId).ToListAsync(ct);
        return [.. named.Where(file => !there.Contains(file.FileId)).Select(file => new Detail(file.Path, "Files.Unknown", file.FileId))];
    }

    /// <summary>Notes the files of new records.</summary>
    public static async Task AddAsync(CrmDb db, EntitySchema schema, IReadOnlyList<Record> records, CancellationToken ct)
    {
        var properties = FileProperties(schema);
        if (properties.Length > 0)
        {
            await HoldAsync(db, [.. records.SelectMany(record => Of(record, properties))], ct);
        }
    }

    /// <summary>Notes what the changes of records did to the files they hold.</summary>
    public static async Task ChangeAsync(
        CrmDb db, EntitySchema schema, IReadOnlyList<(Record Before, Record After)> changes, CancellationToken ct)
    {
        var properties = FileProperties(schema);
        if (properties.Length == 0)
        {
            return;
        }

        foreach (var (before, after) in changes)
        {
            var (held, holds) = (Of(before, properties).ToHashSet(), Of(after, properties).ToHashSet());
            await HoldAsync(db, [.. holds.Except(held)], ct);
            await LetGoAsync(db, [.. held.Except(holds)], after.DateUpdated, ct);
        }
    }

    /// <summary>Takes away the uses that a query names and gives the files that nothing holds any more.</summary>
    public static async Task<string[]> EndAsync(CrmDb db, IQueryable<FileUseRow> uses, DateTime now, CancellationToken ct)
    {
        var fileIds = await uses.Select(u => u.FileId).Distinct().ToArrayAsync(ct);
        if (fileIds.Length == 0)
        {
            return [];
        }

        await uses.ExecuteDeleteAsync(ct);
        return await ReleaseAsync(db, fileIds, now, ct);
    }

    private static Property[] FileProperties(EntitySchema schema) => [.. schema.Properties.Where(p => p.FieldType == FieldType.File)];

    private static IEnumerable<(string FileId, string RecordId, int Property)> Of(Record record, Property[] properties) =>
        from property in properties
        from fileId in (record.Value(property) as string[] ?? []).Distinct()
        select (fileId, record.RecordId, property.Number);

    private static async Task HoldAsync(CrmDb db, IReadOnlyList<(string FileId, string RecordId, int Property)> uses, CancellationToken ct)
    {
        if (uses.Count == 0)
        {
            return;
        }

        var fileIds = uses.Select(use => use.FileId).Distinct().ToArray();
        var held = await Kept(db, fileIds).ExecuteUpdateAsync(set => set.SetProperty(f => f.UnheldSince, (DateTime?)null), ct);
        if (held < fileIds.Length)
        {
            // One of them was collected between the check and this write.
            throw CrmException.Invalid("data", "Files.Gone");
        }

        db.AddRange(uses.Select(use => new FileUseRow { FileId = use.FileId, RecordId = use.RecordId, PropertyNumber = use.Property }));
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private static async Task LetGoAsync(
        CrmDb db, IReadOnlyList<(string FileId, string RecordId, int Property)> uses, DateTime now, CancellationToken ct)
    {
        foreach (var (fileId, recordId, property) in uses)
        {
            var use = db.Set<FileUseRow>().Where(u => u.FileId == fileId && u.RecordId == recordId && u.PropertyNumber == property);
            await EndAsync(db, use, now, ct);
        }
    }

    private static async Task<string[]> ReleaseAsync(CrmDb db, string[] fileIds, DateTime now, CancellationToken ct)
    {
        await Kept(db, fileIds).ExecuteUpdateAsync(set => set.SetProperty(f => f.UnheldSince, now), ct);
        await Kept(db, fileIds).Where(f => db.Set<FileUseRow>().Any(u => u.FileId == f.FileId))
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.UnheldSince, (DateTime?)null), ct);
        return await Kept(db, fileIds).Where(f => f.UnheldSince != null).Select(f => f.FileId).ToArrayAsync(ct);
    }

    private static IQueryable<FileRow> Kept(CrmDb db, string[] fileIds) =>
        db.Set<FileRow>().Where(f => EF.Parameter(fileIds).Contains(f.FileId) && f.State == FileState.Kept);
}
