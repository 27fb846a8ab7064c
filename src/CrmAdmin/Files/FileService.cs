using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Files;

/// <summary>Takes in files, tells about them and hands them out.</summary>
internal sealed class FileService(
    Store store, FileFolder folder, Ids ids, AuditLog audit, DownloadLinks links, TimeProvider time) : IDownloads
{
    /// <summary>
    /// Keeps a file; its id then goes into a FILE property, or it is collected a day later. 413 where it is larger than
    /// <see cref="Limits.FileBytes"/>.
    /// </summary>
    /// <param name="caller">Who sends it.</param>
    /// <param name="name">What the sender calls it; it is cleaned.</param>
    /// <param name="write">Writes the bytes, and tells how many.</param>
    /// <param name="ct">Stops it; nothing is kept then.</param>
    public async Task<FileAnswer> AddAsync(Caller caller, string? name, Func<Stream, Task<long>> write, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var row = new FileRow { FileId = ids.Next(IdPrefix.File), Name = FileName.Clean(name), UnheldSince = time.GetUtcNow().UtcDateTime };
        await store.WriteAsync(
            db =>
            {
                db.Add(row);
                return db.SaveChangesAsync(ct);
            },
            ct);
        try
        {
            await using var file = folder.Create(row.FileId);
            row.Size = await write(file);
            row.MimeType = FileKind.Of(file, row.Name);
            folder.Finish(file, row.FileId);
        }
        catch
        {
            folder.Remove(row.FileId);
            throw;
        }

        row.State = FileState.Kept;
        await store.WriteAsync(
            async db =>
            {
                db.Update(row);
                await db.SaveChangesAsync(ct);
                await audit.AppendAsync(db, caller, [new AuditEntry("file.create", Changes: [new("fileId", null, row.FileId), new("fileName", null, row.Name)])], ct);
            },
            ct);
        return Answer(row);
    }

    /// <summary>What there is to say of files, by id; unknown ones are left out. Each url is fresh, without the base of its address.</summary>
    public async Task<IReadOnlyDictionary<string, FileAnswer>> FindAsync(IReadOnlyCollection<string> fileIds, CancellationToken ct)
    {
        if (fileIds.Count == 0)
        {
            return new Dictionary<string, FileAnswer>();
        }

        var wanted = fileIds.Distinct().ToArray();
        var rows = await store.ReadAsync(
            db => db.Set<FileRow>().AsNoTracking()
                .Where(f => EF.Parameter(wanted).Contains(f.FileId) && f.State == FileState.Kept)
                .ToListAsync(ct),
            ct);
        return rows.ToDictionary(row => row.FileId, Answer, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<DownloadFile?> OpenAsync(string name, CancellationToken ct)
    {
        if (!name.StartsWith(IdPrefix.File, StringComparison.Ordinal))
        {
            return null;
        }

        var row = await store.ReadAsync(
            db => db.Set<FileRow>().AsNoTracking().SingleOrDefaultAsync(f => f.FileId == name && f.State == FileState.Kept, ct), ct);
        return row is not null && folder.Open(row.FileId) is { } content
            ? new DownloadFile(content, row.MimeType, row.Name, row.FileId) { IsShown = FileKind.IsShown(row.MimeType) }
            : null;
    }

    private FileAnswer Answer(FileRow row) => new(row.FileId, row.Name, row.MimeType, row.Size, links.Make(row.FileId));
}

/// <summary>A file as answered.</summary>
/// <param name="FileId">CRMFL1… identifier.</param>
/// <param name="FileName">Its name, cleaned.</param>
/// <param name="MimeType">What its bytes are.</param>
/// <param name="FileSize">In bytes.</param>
/// <param name="Url">A signed link, good for Export:LinkMinutes.</param>
public sealed record FileAnswer(string FileId, string FileName, string MimeType, long FileSize, string Url);
