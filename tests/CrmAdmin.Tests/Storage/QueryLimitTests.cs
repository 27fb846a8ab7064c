using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Storage;

/// <summary>Queries that would never end, run as searches are.</summary>
public sealed class QueryLimitTests(CrmHost host) : IClassFixture<CrmHost>
{
    private const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n";
    private const string Short = "SELECT 1";
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    /// <summary>What a test waits for an end that never comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task RunAsync_QueryWithoutEnd_IsStoppedAtTheLimitAndTheConditionNamed()
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(() => RunAsync(Limit, (db, ct) => ExecuteAsync(db, Endless, ct)));

        Assert.Equal(ErrorCode.ValidationError, refusal.Code);
        Assert.Equal("conditionGroup", Assert.Single(refusal.Details!).Path);
        Assert.True(QueryLimit.IsTooCostly(refusal));
    }

    [Fact]
    public async Task RunAsync_LimitThatPassesBetweenTwoQueries_StopsTheNext()
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(() => RunAsync(Limit, async (db, ct) =>
        {
            await ExecuteAsync(db, Short, ct);
            await Task.Delay(2 * Limit, ct);
            await ExecuteAsync(db, Endless, ct);
        }));

        Assert.True(QueryLimit.IsTooCostly(refusal));
    }

    [Fact]
    public async Task RunAsync_CallerWhoGoesAway_StopsTheQueryLongBeforeTheLimit()
    {
        using var leaving = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
            TimeSpan.FromDays(1),
            (db, ct) =>
            {
                // Only once there is a query to stop.
                leaving.CancelAfter(Limit);
                return ExecuteAsync(db, Endless, ct);
            },
            leaving.Token));
    }

    [Fact]
    public async Task RunAsync_OnAConnectionThatWasStoppedBefore_IsAsEver()
    {
        await host.Get<Store>().ReadAsync(
            async db =>
            {
                await db.Database.OpenConnectionAsync();
                await Assert.ThrowsAsync<CrmException>(() => RunOnAsync(db, Limit, (db, ct) => ExecuteAsync(db, Endless, ct)));
                return await RunOnAsync(db, TimeSpan.FromDays(1), (db, ct) => ExecuteAsync(db, Short, ct));
            },
            CancellationToken.None);
    }

    private Task<bool> RunAsync(TimeSpan limit, Func<CrmDb, CancellationToken, Task> work, CancellationToken ct = default) =>
        host.Get<Store>().ReadAsync(
            async db =>
            {
                await db.Database.OpenConnectionAsync(ct);
                return await RunOnAsync(db, limit, work, ct);
            },
            ct);

    /// <summary>SQLite runs a statement on the caller's own thread: the test waits on another.</summary>
    private static Task<bool> RunOnAsync(CrmDb db, TimeSpan limit, Func<CrmDb, CancellationToken, Task> work, CancellationToken ct = default)
    {
        async Task<bool> DoneAsync()
        {
            await work(db, ct);
            return true;
        }

        return Task.Run(() => new QueryLimit(limit).RunAsync(db.Database.GetDbConnection(), DoneAsync, ct), CancellationToken.None).WaitAsync(Patience, CancellationToken.None);
    }

    private static async Task ExecuteAsync(CrmDb db, string sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, new SqlText().Add(sql), ct);
        await command.ExecuteScalarAsync(ct);
    }
}
