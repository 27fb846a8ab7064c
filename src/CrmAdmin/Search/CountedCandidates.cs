using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Counts the candidates of each indexed term on SQLite, but never further than it would cost to walk.</summary>
internal sealed class CountedCandidates(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db) : CandidateFinder
{
    private int probes;

    /// <inheritdoc/>
    public override async Task<SearchPlan?> CheapestAsync(long most, CancellationToken ct) =>
        await SmallestAsync(set.Where, most, ct) is { } found ? SearchPlan.Fetch(found.Term, found.Count) : null;

    /// <summary>The term with the fewest candidates; null where none has as few as <paramref name="most"/>.</summary>
    private async Task<(IndexedTerm Term, long Count)?> SmallestAsync(Node node, long most, CancellationToken ct)
    {
        (IndexedTerm Term, long Count)? smallest = null;
        foreach (var choice in IndexedTerm.Choices(node))
        {
            var found = choice is Group any ? await UnionAsync(any, most, ct) : await ProbeAsync((Condition)choice, most, ct);
            if (found is { } fewer)
            {
                (smallest, most) = (fewer, fewer.Count - 1);
            }
        }

        return smallest;
    }

    /// <summary>
    /// The smallest term of each child together, the rarest first. What more than one of them finds is counted as often: the
    /// choice needs no more.
    /// </summary>
    private async Task<(IndexedTerm Term, long Count)?> UnionAsync(Group any, long most, CancellationToken ct)
    {
        var (parts, count) = (new List<(IndexedTerm Term, long Count)>(), 0L);
        foreach (var child in any.Children)
        {
            if (await SmallestAsync(child, most - count, ct) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            count += part.Count;
        }

        return (new IndexedTerm([.. parts.OrderBy(part => part.Count).SelectMany(part => part.Term.Branches)]), count);
    }

    private async Task<(IndexedTerm Term, long Count)?> ProbeAsync(Condition condition, long most, CancellationToken ct)
    {
        if (most < 0 || ++probes > tuning.Probes)
        {
            return null;
        }

        var sql = new SqlText().Add("SELECT ");
        IndexedTerm.WriteCount(sql, condition, set, dialect, most + 1);
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        var count = (long)(await command.ExecuteScalarAsync(ct))!;
        return count <= most ? (new IndexedTerm(condition), count) : null;
    }
}
