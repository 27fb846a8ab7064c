using System.Runtime.CompilerServices;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;
using CrmAdmin.Trash;

namespace CrmAdmin.Records.Bulk;

/// <summary>
/// The ids that a choice means. «Everything that matches» is walked while the work goes on, in the order of ids and no
/// further than the newest record there was at the beginning: what is added meanwhile was not meant.
/// </summary>
public sealed class ChosenRecords(SearchService search, TrashList trash)
{
    /// <summary>Of the live records of a selection.</summary>
    public IAsyncEnumerable<string> Live(Caller caller, RecordSelection everything, RowSelection chosen) =>
        chosen.IsEverything ? WalkAsync(caller, everything, chosen) : Listed(chosen);

    /// <summary>Of what is in the trash of a selection's entity.</summary>
    public IAsyncEnumerable<string> Trashed(Caller caller, RecordSelection everything, RowSelection chosen, DateTime now) =>
        chosen.IsEverything ? WalkTrashAsync(caller, everything, chosen, now) : Listed(chosen);

    private static IAsyncEnumerable<string> Listed(RowSelection chosen) => chosen.Marked.ToList().ToAsyncEnumerable();

    private async IAsyncEnumerable<string> WalkAsync(
        Caller caller, RecordSelection everything, RowSelection chosen, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var newest = (await search.PageAsync(caller, everything with { SortFields = ["-recordId"] }, 1, null, ct)).Data is [var last] ? last.RecordId : "";
        var ordered = everything with { SortFields = ["recordId"] };
        string? key = null;
        do
        {
            var page = await search.PageAsync(caller, ordered, Limits.PageMost, key, ct);
            foreach (var record in page.Data)
            {
                if (string.CompareOrdinal(record.RecordId, newest) > 0)
                {
                    yield break;
                }

                if (chosen.Has(record.RecordId))
                {
                    yield return record.RecordId;
                }
            }

            key = page.NextKey;
        }
        while (key is not null);
    }

    private async IAsyncEnumerable<string> WalkTrashAsync(
        Caller caller, RecordSelection everything, RowSelection chosen, DateTime now, [EnumeratorCancellation] CancellationToken ct = default)
    {
        string? key = null;
        do
        {
            var page = await trash.PageAsync(caller, new TrashRequest(everything, Limits.PageMost, key), ct);
            foreach (var record in page.Data.Where(record => record.DeletedAt <= now && chosen.Has(record.RecordId)))
            {
                yield return record.RecordId;
            }

            key = page.NextKey;
        }
        while (key is not null);
    }
}
