using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Activities;

/// <summary>Reads activities page by page, newest first; of one instant the last written first.</summary>
public sealed class ActivityPages(StartKeys startKeys)
{
    /// <summary>One page of a record's. 400 InvalidStartKey for a cursor of another record or query.</summary>
    public Task<ListPage<Activity>> ReadAsync(CrmDb db, string recordId, ActivityQuery query, ListQuery list, CancellationToken ct) =>
        ReadAsync(db.Set<ActivityRow>().AsNoTracking().Where(a => a.RecordId == recordId), recordId, query, list, ct);

    /// <summary>400 InvalidStartKey for a cursor of another record or query, before the record is looked for.</summary>
    public void Demand(string recordId, ActivityQuery query, ListQuery list) => startKeys.Demand(Purpose(recordId, query), list.StartKey);

    /// <summary>One page of those given. 400 InvalidStartKey for a cursor of others or of another query.</summary>
    /// <param name="all">Those to choose from.</param>
    /// <param name="whose">Tells them from others; the cursor is bound to it.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="list">Which page.</param>
    /// <param name="ct">Stops the query.</param>
    internal async Task<ListPage<Activity>> ReadAsync(IQueryable<ActivityRow> all, string whose, ActivityQuery query, ListQuery list, CancellationToken ct)
    {
        var purpose = Purpose(whose, query);
        var after = list.StartKey is null ? null : JsonSerializer.Deserialize<Place>(startKeys.Open(purpose, list.StartKey));
        var rows = await Behind(Narrow(all, query), after)
            .OrderByDescending(a => a.At).ThenByDescending(a => a.ActivityId).Take(list.Limit + 1).ToListAsync(ct);
        var page = rows.Take(list.Limit).ToList();
        return new ListPage<Activity>([.. page.Select(Activity.Of)], rows.Count > list.Limit ? Seal(purpose, page[^1]) : null);
    }

    private static string Purpose(string whose, ActivityQuery query) => "activities\n" + JsonSerializer.Serialize((object[])[whose, query], Json.Options);

    private static IQueryable<ActivityRow> Narrow(IQueryable<ActivityRow> rows, ActivityQuery query)
    {
        rows = query.Type is { } type ? rows.Where(a => a.Type == Folding.Nfc(type)) : rows;
        rows = query.From is { } from ? rows.Where(a => a.At >= from) : rows;
        return query.To is { } to ? rows.Where(a => a.At <= to) : rows;
    }

    private static IQueryable<ActivityRow> Behind(IQueryable<ActivityRow> rows, Place? after)
    {
        if (after is null)
        {
            return rows;
        }

        var at = UtcMilliseconds.ToDateTime(after.At);
        return rows.Where(a => a.At <= at && (a.At < at || a.ActivityId.CompareTo(after.ActivityId) < 0));
    }

    private string Seal(string purpose, ActivityRow last) =>
        startKeys.Seal(purpose, JsonSerializer.SerializeToUtf8Bytes(new Place(UtcMilliseconds.From(last.At), last.ActivityId)));

    private sealed record Place(long At, string ActivityId);
}
