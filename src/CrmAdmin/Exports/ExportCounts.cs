using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Search;

namespace CrmAdmin.Exports;

/// <summary>How many records each choice of the dialog has, to the last one. They are counted while the dialog can be used.</summary>
/// <param name="search">Counts.</param>
/// <param name="callers">On whose behalf.</param>
/// <param name="offer">The choices.</param>
internal sealed class ExportCounts(SearchService search, CallerSource callers, ExportOffer offer)
{
    private readonly Dictionary<(ExportScope, string?), long?> known = [];

    /// <summary>The number of a choice; null while it is not known.</summary>
    public long? Of(ExportScope scope, string? segmentId) => known.GetValueOrDefault(Key(scope, segmentId));

    /// <summary>Counts every choice, the one that is made first; a segment only when it is chosen.</summary>
    /// <param name="draft">What is chosen in the dialog.</param>
    /// <param name="changed">Called after each number.</param>
    /// <param name="ct">Stops counting.</param>
    public async Task ReadAsync(ExportDraft draft, Action changed, CancellationToken ct)
    {
        foreach (var scope in offer.Scopes.Where(scope => scope == draft.Scope || scope != ExportScope.Segment).OrderBy(scope => scope != draft.Scope))
        {
            var key = Key(scope, draft.SegmentId);
            if (offer.IsAskable(scope) && known.TryAdd(key, null))
            {
                known[key] = await CountAsync(scope, draft.SegmentId, ct);
                changed();
            }
        }
    }

    private static (ExportScope, string?) Key(ExportScope scope, string? segmentId) => (scope, scope == ExportScope.Segment ? segmentId : null);

    // Away from the circuit's own thread: SQLite answers without giving way.
    private async Task<long?> CountAsync(ExportScope scope, string? segmentId, CancellationToken ct)
    {
        try
        {
            var caller = await callers.GetAsync(ct);
            return (await Task.Run(() => search.CountAsync(caller, offer.Of(scope, segmentId), exact: true, ct), ct)).Count;
        }
        catch (Exception e) when (e is not OperationCanceledException && Faults.Refusal(e) is { Code: not ErrorCode.InternalError })
        {
            // Too costly, or not allowed: what is wrong is said below, in place of the sample.
            return null;
        }
    }
}
