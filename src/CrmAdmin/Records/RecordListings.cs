using CrmAdmin.Access;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;

namespace CrmAdmin.Records;

/// <summary>
/// Lists of live records for pages. Queries leave the circuit's own thread: SQLite answers without giving way, and a page
/// that waits for a count must still scroll.
/// </summary>
public sealed class RecordListings(SearchService search, CallerSource callers)
{
    /// <summary>The records of a selection.</summary>
    public Listing Of(RecordSelection selection) => new(new ListingSource(
        async (startKey, limit, ct) =>
        {
            var caller = await callers.GetAsync(ct);
            var page = await Task.Run(() => search.PageAsync(caller, selection, limit, startKey, ct), ct);
            return new RowPage(page.Data, page.NextKey);
        },
        async (startKey, places, ct) =>
        {
            var caller = await callers.GetAsync(ct);
            return await Task.Run(() => search.SkipAsync(caller, selection, startKey, places, ct), ct);
        },
        (exact, ct) => CountAsync(selection, exact, ct)));

    /// <summary>How many records a selection has.</summary>
    public async Task<CountAnswer> CountAsync(RecordSelection selection, bool exact, CancellationToken ct)
    {
        var caller = await callers.GetAsync(ct);
        return await Task.Run(() => search.CountAsync(caller, selection, exact, ct), ct);
    }
}
