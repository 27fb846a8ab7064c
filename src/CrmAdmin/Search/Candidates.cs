using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>What finding all candidates of a search by an index would come to, instead of walking.</summary>
/// <param name="Plan">Finds them.</param>
/// <param name="Cost">About as much as walking past so many records.</param>
internal sealed record Candidates(SearchPlan Plan, long Cost);

/// <summary>Finds out how few records a search could be looked for among.</summary>
internal abstract class CandidateFinder
{
    /// <summary>The finder for an engine.</summary>
    public static CandidateFinder For(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db) =>
        dialect.HasStatistics ? new EstimatedCandidates(set, dialect, db) : new CountedCandidates(set, dialect, tuning, db);

    /// <summary>The cheapest; null where none cost as little as <paramref name="most"/>.</summary>
    public abstract Task<Candidates?> CheapestAsync(long most, CancellationToken ct);
}
