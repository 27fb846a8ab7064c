using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Reads the list of exports page by page, newest first, forward and back.</summary>
internal sealed class BulkExportPages(Store store, StartKeys startKeys)
{
    private const string Purpose = "bulkExports";

    /// <summary>One page and the keys of its neighbours; 400 InvalidStartKey for a cursor that is not of this list.</summary>
    public async Task<(IReadOnlyList<BulkExportJob> Rows, string? Next, string? Previous)> ReadAsync(
        Caller caller, ListQuery list, DateTime now, CancellationToken ct)
    {
        var place = list.StartKey is null ? null : JsonSerializer.Deserialize<Place>(startKeys.Open(Purpose, list.StartKey));
        var rows = await store.ReadAsync(
            db => From(db.Set<BulkExportJob>().AsNoTracking().KnownTo(caller, now), place).Take(list.Limit + 1).ToListAsync(ct), ct);
        var more = rows.Count > list.Limit;
        var page = rows.Take(list.Limit).ToList();
        if (place is not { IsBack: true })
        {
            return (page, more ? Seal(page[^1], isBack: false) : null, place is null || page.Count == 0 ? null : Seal(page[0], isBack: true));
        }

        page.Reverse();
        return (page, page.Count == 0 ? null : Seal(page[^1], isBack: false), more ? Seal(page[0], isBack: true) : null);
    }

    private static IQueryable<BulkExportJob> From(IQueryable<BulkExportJob> rows, Place? place)
    {
        if (place is not { } from)
        {
            return rows.OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.JobId);
        }

        var at = UtcMilliseconds.ToDateTime(from.At);
        return from.IsBack
            ? rows.Where(j => j.CreatedAt >= at && (j.CreatedAt > at || j.JobId.CompareTo(from.JobId) > 0))
                .OrderBy(j => j.CreatedAt).ThenBy(j => j.JobId)
            : rows.Where(j => j.CreatedAt <= at && (j.CreatedAt < at || j.JobId.CompareTo(from.JobId) < 0))
                .OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.JobId);
    }

    private string Seal(BulkExportJob row, bool isBack) =>
        startKeys.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(new Place(UtcMilliseconds.From(row.CreatedAt), row.JobId, isBack)));

    private sealed record Place(long At, string JobId, bool IsBack);
}
