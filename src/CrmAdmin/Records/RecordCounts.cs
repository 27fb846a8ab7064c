using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Shell;

namespace CrmAdmin.Records;

/// <summary>
/// How many records each entity has, for the navigation. Everybody sees the same numbers, so they are counted once in a
/// while for all, however many pages are open.
/// </summary>
internal sealed class RecordCounts(EntityService entities, SearchService search, Texts texts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private IReadOnlyList<(string Href, long Count)> counted = [];
    private long? countedAt;

    /// <summary>The counts beside the entities' lines.</summary>
    public async Task<IReadOnlyList<NavCount>> ReadAsync(Caller caller, bool anew, CancellationToken token)
    {
        await turn.WaitAsync(token);
        try
        {
            if (anew || countedAt is not { } at || clock.GetElapsedTime(at) > Fresh)
            {
                // Off the circuit's own thread: SQLite answers without yielding.
                counted = await Task.Run(() => CountAsync(caller, token), token);
                countedAt = clock.GetTimestamp();
            }

            return [.. counted.Select(c => new NavCount(c.Href, Formats.Short(c.Count), texts["Records.NavCount", Formats.Number(c.Count)]))];
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<IReadOnlyList<(string Href, long Count)>> CountAsync(Caller caller, CancellationToken token)
    {
        var counts = new List<(string, long)>();
        foreach (var entity in await entities.ListAsync(caller, token))
        {
            var answer = await search.CountAsync(caller, new RecordSelection(entity.EntityId), exact: true, token);
            counts.Add((RecordNavigation.Href(entity), answer.Count));
        }

        return counts;
    }
}
