using CrmAdmin.Access;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;

namespace CrmAdmin.Trash;

/// <summary>Lists of what is in the trash, for the page. Queries leave the circuit's own thread, as those of records do.</summary>
internal sealed class TrashListings(TrashList trash, UserService users, CallerSource callers, ShownFiles files)
{
    /// <summary>What is in the trash of a selection.</summary>
    public Listing Of(RecordSelection selection) => new(new ListingSource(
        async (startKey, limit, ct) =>
        {
            var caller = await callers.GetAsync(ct);
            var page = await Task.Run(() => trash.PageAsync(caller, new TrashRequest(selection, limit, startKey), ct), ct);
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var actor in page.Data.Select(record => record.DeletedBy).OfType<string>().Distinct())
            {
                names[actor] = await users.NameAsync(caller, actor, ct) ?? actor;
            }

            List<Record> rows = [.. page.Data.Select(record => Row(record, names))];
            await files.LearnAsync(page.Schema, rows, ct);
            return new RowPage(rows, page.NextKey);
        },
        async (startKey, places, ct) =>
        {
            var caller = await callers.GetAsync(ct);
            return await Task.Run(() => trash.SkipAsync(caller, new TrashRequest(selection, StartKey: startKey), places, ct), ct);
        },
        (exact, ct) => CountAsync(selection, exact, ct)));

    /// <summary>How many of a selection are in the trash; always exact.</summary>
    public async Task<CountAnswer> CountAsync(RecordSelection selection, bool exact, CancellationToken ct)
    {
        var caller = await callers.GetAsync(ct);
        return new CountAnswer(await Task.Run(() => trash.CountAsync(caller, new TrashRequest(selection), ct), ct), false);
    }

    private static Record Row(TrashedAnswer record, Dictionary<string, string> names) => new(
        record.RecordId, record.EntityId, record.Name, record.Data, record.Tags, record.OwnerId, record.DateCreated, record.DateUpdated, Version: 0)
    {
        DeletedAt = record.DeletedAt,
        DeletedBy = record.DeletedBy is { } actor ? names[actor] : null,
    };
}
