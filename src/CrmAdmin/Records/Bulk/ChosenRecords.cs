using CrmAdmin.Access;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;

namespace CrmAdmin.Records.Bulk;

/// <summary>Which records a choice in a list means, said once and for all.</summary>
public sealed class ChosenRecords(SearchService search)
{
    /// <summary>Of the live records of a selection.</summary>
    public async Task<BulkSource> LiveAsync(Caller caller, RecordSelection everything, RowSelection chosen, CancellationToken ct)
    {
        if (!chosen.IsEverything)
        {
            return Listed(chosen);
        }

        var newest = (await search.PageAsync(caller, everything with { SortFields = ["-recordId"] }, 1, null, ct)).Data is [var last] ? last.RecordId : "";
        return new BulkSource(BulkRange.Matching, [.. chosen.Marked], everything with { SortFields = ["recordId"] }, Newest: newest);
    }

    /// <summary>Of what is in the trash of a selection's entity.</summary>
    public static BulkSource Trashed(RecordSelection everything, RowSelection chosen, DateTime now) =>
        chosen.IsEverything ? new BulkSource(BulkRange.Trashed, [.. chosen.Marked], everything, Until: now) : Listed(chosen);

    private static BulkSource Listed(RowSelection chosen) => new(BulkRange.Ids, [.. chosen.Marked]);
}
