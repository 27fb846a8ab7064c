using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>
/// Asks PostgreSQL how it would find everything that matches. Its own unit of cost, a page read in order, is about the time in
/// which a walk tests one record.
/// </summary>
internal sealed class EstimatedCandidates(RecordSet set, SqlDialect dialect, CrmDb db) : CandidateFinder
{
    private Explained? explained;

    /// <inheritdoc/>
    public override async Task<SearchPlan?> CheapestAsync(long most, CancellationToken ct)
    {
        explained ??= await Explained.ReadAsync(db, new SearchSql(set, dialect).Count(SearchPlan.Natural, null), ct);
        return explained.Cost <= most ? (explained.ReadsTable ? SearchPlan.Scan : SearchPlan.Gather) with { Cost = (long)explained.Cost } : null;
    }
}
