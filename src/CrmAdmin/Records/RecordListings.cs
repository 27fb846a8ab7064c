using CrmAdmin.Access;
using CrmAdmin.Files;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;

namespace CrmAdmin.Records;

/// <summary>
/// Lists of live records for pages. Queries leave the circuit's own thread: SQLite answers without giving way, and a page
/// that waits for a count must still scroll.
/// </summary>
public sealed class RecordListings(SearchService search, CallerSource callers, ShownFiles files)
{
    /// <summary>The records of a selection.</summary>
    public Listing Of(RecordSelection selection) => new(new ListingSource(
        async (startKey, limit, ct) =>
        {
            var caller = await callers.GetAsync(ct);
            var page = await Task.Run(() => search.PageAsync(caller, selection, limit, startKey, ct), ct);
            await files.LearnAsync(page.Schema, page.Data, ct);
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

    /// <summary>The newest records whose name holds what is typed, or the one of that id; the newest of all where nothing is.</summary>
    /// <param name="entityId">Whose records.</param>
    /// <param name="typed">A part of a name, or a record's id.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Cancelled when the person types on.</param>
    public async Task<IReadOnlyList<Record>> NamedAsync(string entityId, string typed, int most, CancellationToken ct)
    {
        var caller = await callers.GetAsync(ct);
        var wanted = typed.Trim();
        var selection = wanted.Length == Ids.Length && wanted.StartsWith(IdPrefix.Record, StringComparison.Ordinal)
            ? new RecordSelection(entityId, RecordIds: [wanted])
            : new RecordSelection(entityId, Keyword: wanted.Length == 0 ? null : wanted);
        return (await Task.Run(() => search.PageAsync(caller, selection, most, null, ct), ct)).Data;
    }
}
