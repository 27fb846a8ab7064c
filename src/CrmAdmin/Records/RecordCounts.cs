using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Trash;

namespace CrmAdmin.Records;

/// <summary>
/// How many records each entity has and how many are in the trash, for the navigation. Everybody sees the same numbers, so they are counted once in a
/// while for all, however many pages are open.
/// </summary>
internal sealed class RecordCounts(EntityService entities, SearchService search, TrashList trash, Texts texts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private IReadOnlyList<(string Href, long Count)> counted = [];
    private long? countedAt;

    /// <summary>The counts beside the lines of the entities and of the trash, which has none while it is empty.</summary>
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
        var trashed = 0L;
        foreach (var entity in await entities.ListAsync(caller, token))
        {
            var answer = await search.CountAsync(caller, new RecordSelection(entity.EntityId), exact: true, token);
            counts.Add((RecordNavigation.Href(entity), answer.Count));
            trashed += await trash.CountAsync(caller, new TrashRequest(new RecordSelection(entity.EntityId)), token);
        }

        return trashed == 0 ? counts : [.. counts, (RecordNavigation.Trash, trashed)];
    }
}
