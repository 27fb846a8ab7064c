using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Records.Bulk;

/// <summary>Some of the records that an order means.</summary>
/// <param name="RecordIds">At most <see cref="Limits.BulkItems"/>; none only where there are no more.</param>
/// <param name="After">Where the next ones begin; null where there are no more.</param>
internal sealed record BulkStep(IReadOnlyList<string> RecordIds, string? After);

/// <summary>Reads the records that an order means, step by step. A step begins where the one before it said, in whatever process.</summary>
internal sealed class BulkSources(Store store, SearchService search, TrashList trash)
{
    /// <summary>One step.</summary>
    /// <param name="caller">Who asks, as he is now.</param>
    /// <param name="source">Which records are meant.</param>
    /// <param name="after">Where the step begins; null for the beginning.</param>
    /// <param name="ct">Stops the queries.</param>
    public Task<BulkStep> ReadAsync(Caller caller, BulkSource source, string? after, CancellationToken ct) => source.Range switch
    {
        BulkRange.Matching => MatchingAsync(source, after, key => LiveAsync(caller, source, key, ct)),
        BulkRange.Trashed => MatchingAsync(source, after, key => TrashedAsync(caller, source, key, ct)),
        BulkRange.Done => DoneAsync(source.RunId!, after, ct),
        _ => Task.FromResult(Listed(source.Marked, after)),
    };

    private static BulkStep Listed(IReadOnlyList<string> recordIds, string? after)
    {
        var from = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var to = Math.Min(recordIds.Count, from + Limits.BulkItems);
        return new BulkStep([.. recordIds.Skip(from).Take(to - from)], to < recordIds.Count ? to.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Pages, as many as are sure to fit.</summary>
    private static async Task<BulkStep> MatchingAsync(BulkSource source, string? after, Func<string?, Task<BulkStep>> page)
    {
        var left = source.Marked.ToHashSet(StringComparer.Ordinal);
        var recordIds = new List<string>(Limits.BulkItems);
        do
        {
            var read = await page(after);
            recordIds.AddRange(read.RecordIds.Where(recordId => !left.Contains(recordId)));
            after = read.After;
        }
        while (after is not null && recordIds.Count + Limits.PageMost <= Limits.BulkItems);
        return new BulkStep(recordIds, after);
    }

    private async Task<BulkStep> LiveAsync(Caller caller, BulkSource source, string? key, CancellationToken ct)
    {
        var page = await search.PageAsync(caller, source.Everything!, Limits.PageMost, key, ct);
        var meant = page.Data.Select(record => record.RecordId).TakeWhile(id => string.CompareOrdinal(id, source.Newest) <= 0).ToList();
        return new BulkStep(meant, meant.Count == page.Data.Count ? page.NextKey : null);
    }

    private async Task<BulkStep> TrashedAsync(Caller caller, BulkSource source, string? key, CancellationToken ct)
    {
        var page = await trash.PageAsync(caller, new TrashRequest(source.Everything!, Limits.PageMost, key), ct);
        return new BulkStep([.. page.Data.Where(record => record.DeletedAt <= source.Until).Select(record => record.RecordId)], page.NextKey);
    }

    private async Task<BulkStep> DoneAsync(string runId, string? after, CancellationToken ct)
    {
        var behind = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var chunks = await store.ReadAsync(
            db => db.Set<BulkChunk>().AsNoTracking().Where(c => c.JobId == runId && c.Number > behind && c.DoneIds != "").OrderBy(c => c.Number).Take(2).ToListAsync(ct),
            ct);
        return chunks is [var chunk, ..]
            ? new BulkStep(chunk.Done, chunks.Count > 1 ? chunk.Number.ToString(CultureInfo.InvariantCulture) : null)
            : new BulkStep([], null);
    }
}
