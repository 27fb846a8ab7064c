using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Finds out how few records a search could be looked for among.</summary>
internal abstract class CandidateFinder
{
    /// <summary>The finder for an engine.</summary>
    public static CandidateFinder For(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db) =>
        dialect.HasStatistics ? new EstimatedCandidates(set, dialect, db) : new CountedCandidates(set, dialect, tuning, db);

    /// <summary>The cheapest; null where none cost as little as <paramref name="most"/>.</summary>
    public abstract Task<SearchPlan?> CheapestAsync(long most, CancellationToken ct);
}
