using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Storage;

/// <summary>A part of a read.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Of">How many parts there are; 1 where the read is not shared out.</param>
internal readonly record struct ReadPart(int Index, int Of)
{
    /// <summary>The same where the last part is to be the first.</summary>
    public ReadPart FromTheEnd => new(Of - 1 - Index, Of);
}

/// <summary>
/// Does one read of SQLite in parts at once, all of them of one state of the database, on processors that have nothing else to
/// do. PostgreSQL shares its reads out by itself.
/// </summary>
/// <param name="store">Knows whether others read.</param>
/// <param name="contexts">Makes the helpers' contexts.</param>
/// <param name="cost">How long each of them may read.</param>
/// <param name="most">Most helpers at once, over all reads.</param>
public sealed class ParallelReads(Store store, IDbContextFactory<CrmDb> contexts, QueryLimit cost, int most)
{
    private int free = most;

    /// <summary>Reads all parts, and then what is made of them.</summary>
    /// <param name="db">Reads too; not within a transaction.</param>
    /// <param name="parts">Into how many parts it is cut for so many readers: several for each where they take long, as helpers begin no other one once somebody else reads.</param>
    /// <param name="work">Reads one part by the context that it is given; they are begun in order.</param>
    /// <param name="gather">What is made of the results, in the order of the parts; what it reads is of the same state.</param>
    /// <param name="ct">Stops all of them.</param>
    internal async Task<TAll> RunAsync<T, TAll>(
        CrmDb db, Func<int, int> parts, Func<CrmDb, ReadPart, Task<T>> work, Func<IReadOnlyList<T>, Task<TAll>> gather, CancellationToken ct)
    {
        await using var snapshot = await Snapshot.BeginAsync(db, ct);
        using var state = new SqliteState(db);
        var helpers = new List<Helper>();
        try
        {
            while (!store.HasSeveralReaders && TakeHelper() is { } helper)
            {
                helpers.Add(helper);
                if (!await helper.JoinAsync(state, ct))
                {
                    break;
                }
            }

            var joined = helpers.Where(helper => helper.HasJoined).Select(helper => helper.Db).ToList();
            return await gather(await new Shared<T>(store, cost, work, parts(joined.Count + 1)).RunAsync(db, joined, ct));
        }
        finally
        {
            foreach (var helper in helpers)
            {
                await helper.DisposeAsync();
                Interlocked.Increment(ref free);
            }
        }
    }

    private Helper? TakeHelper()
    {
        if (Interlocked.Decrement(ref free) >= 0)
        {
            return new Helper(contexts.CreateDbContext());
        }

        Interlocked.Increment(ref free);
        return null;
    }

    private sealed class Helper(CrmDb db) : IAsyncDisposable
    {
        private IAsyncDisposable? reading;

        public CrmDb Db => db;

        public bool HasJoined => reading is not null;

        public async Task<bool> JoinAsync(SqliteState state, CancellationToken ct)
        {
            reading = await state.JoinAsync(db, ct);
            return HasJoined;
        }

        public async ValueTask DisposeAsync()
        {
            if (reading is not null)
            {
                await reading.DisposeAsync();
            }

            await db.DisposeAsync();
        }
    }

    /// <summary>One read that is shared out.</summary>
    private sealed class Shared<T>(Store store, QueryLimit cost, Func<CrmDb, ReadPart, Task<T>> work, int parts)
    {
        private readonly T[] results = new T[parts];
        private int begun = -1;

        public async Task<IReadOnlyList<T>> RunAsync(CrmDb db, IReadOnlyList<CrmDb> helpers, CancellationToken ct)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var helped = Task.WhenAll(helpers.Select(helper => HelpAsync(helper, stop.Token)).ToList());
            try
            {
                await ReadAsync(db, () => true);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
            finally
            {
                await helped.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await helped;
            return results;
        }

        /// <summary>On a thread of its own: SQLite keeps a thread until it is done, and the pool has few.</summary>
        private Task HelpAsync(CrmDb helper, CancellationToken ct) => Task.Factory.StartNew(
            () => cost.RunAsync(
                helper.Database.GetDbConnection(),
                async () =>
                {
                    await ReadAsync(helper, () => !store.HasSeveralReaders);
                    return true;
                },
                ct),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();

        private async Task ReadAsync(CrmDb db, Func<bool> goesOn)
        {
            while (goesOn() && Interlocked.Increment(ref begun) is var part && part < parts)
            {
                results[part] = await work(db, new ReadPart(part, parts));
            }
        }
    }
}
