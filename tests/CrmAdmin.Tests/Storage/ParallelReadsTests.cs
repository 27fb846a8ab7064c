using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Storage;

/// <summary>Parts of one read agree with each other, whatever is written meanwhile.</summary>
public sealed class ParallelReadsTests : IAsyncLifetime
{
    private const int Rows = 1000;
    private const int Sum = 10 * Rows;
    private const int Helpers = 2;

    private readonly CrmHost host = new();
    private ParallelReads parallel = null!;

    private Store Store => host.Get<Store>();

    public async Task InitializeAsync()
    {
        parallel = Reads(Helpers);
        await WriteAsync($"CREATE TABLE moved (rid INTEGER PRIMARY KEY, n INTEGER NOT NULL); INSERT INTO moved (n) SELECT 10 FROM (WITH RECURSIVE i(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM i LIMIT {Rows}) SELECT x FROM i)");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [SqliteFact]
    public async Task Run_WhileOthersWrite_ReadsOneState()
    {
        var parts = new List<int>();
        for (var i = 0; i < 300; i++)
        {
            if (i % 20 == 0)
            {
                // The log is empty then.
                await Store.ReadAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"), default);
            }

            var moved = Task.Run(() => WriteAsync($"UPDATE moved SET n = n - 1 WHERE rid = {i + 1}; UPDATE moved SET n = n + 1 WHERE rid = {Rows - i}"));
            var (sum, of) = await SumAsync(parallel);
            parts.Add(of);
            await moved;
            Assert.Equal(Sum, sum);
        }

        Assert.Contains(2 * (Helpers + 1), parts);
    }

    [SqliteFact]
    public async Task Run_WhileSomebodyElseReads_TakesNoHelper()
    {
        await HasHelpersAsync();

        Assert.Equal((Sum, 1), await Store.ReadAsync(_ => SumAsync(parallel), default));
    }

    [SqliteFact]
    public async Task Run_WithoutAProcessorToSpare_ReadsAllTheSame()
    {
        Assert.Equal((Sum, 1), await SumAsync(Reads(0)));
    }

    [SqliteFact]
    public async Task Run_OfWhichAPartFails_FailsAndGivesItsHelpersBack()
    {
        for (var i = 0; i < 2 * (Helpers + 1); i++)
        {
            await HasHelpersAsync();
            await Assert.ThrowsAsync<InvalidOperationException>(() => Store.ReadAsync(
                db => parallel.RunAsync(
                    db, Parts, (_, part) => part.Index == i % part.Of ? throw new InvalidOperationException("a part") : Task.FromResult(0), Task.FromResult, default),
                default));
        }

        await HasHelpersAsync();
    }

    [SqliteFact]
    public async Task Run_ThatTakesTooLong_IsStoppedInEveryPart()
    {
        var limit = new QueryLimit(TimeSpan.FromMilliseconds(50));
        var reads = new ParallelReads(Store, host.Get<IDbContextFactory<CrmDb>>(), limit, Helpers);

        await Patience.UntilAsync(async () =>
        {
            var readers = 0;
            async Task<long> EndlessAsync(CrmDb reader, ReadPart part)
            {
                Interlocked.Increment(ref readers);
                await using var command = await RecordTable.CommandAsync(reader, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n", default);
                return (long)(await command.ExecuteScalarAsync())!;
            }

            var refusal = await Assert.ThrowsAsync<CrmException>(() => Store.ReadAsync(
                async db =>
                {
                    await db.Database.OpenConnectionAsync();
                    return await limit.RunAsync(db.Database.GetDbConnection(), () => reads.RunAsync(db, readers => readers, EndlessAsync, Task.FromResult, default), default);
                },
                default));
            Assert.True(QueryLimit.IsTooCostly(refusal));
            return readers == Helpers + 1;
        });
    }

    private static int Parts(int readers) => readers == 1 ? 1 : 2 * readers;

    /// <summary>Waits until nothing else reads, as the program's own works do at times.</summary>
    private Task HasHelpersAsync() => Patience.UntilAsync(async () => await SumAsync(parallel) == (Sum, 2 * (Helpers + 1)));

    private ParallelReads Reads(int most) => new(Store, host.Get<IDbContextFactory<CrmDb>>(), host.Get<QueryLimit>(), most);

    /// <summary>What all rows come to, and into how many parts the read was cut.</summary>
    private Task<(long Sum, int Parts)> SumAsync(ParallelReads reads) => Store.ReadAsync(
        db => reads.RunAsync(
            db,
            Parts,
            async (reader, part) =>
            {
                var rows = RowRange.Of(part, Rows) ?? new(0, Rows);
                await using var command = await RecordTable.CommandAsync(reader, rows.Write(new SqlText().Add("SELECT COALESCE(sum(n), 0) FROM moved WHERE TRUE"), "rid"), default);
                return (long)(await command.ExecuteScalarAsync())!;
            },
            sums => Task.FromResult((sums.Sum(), sums.Count)),
            default),
        default);

    private Task WriteAsync(string sql) => Store.WriteAsync(db => db.Database.ExecuteSqlRawAsync(sql), default);
}
