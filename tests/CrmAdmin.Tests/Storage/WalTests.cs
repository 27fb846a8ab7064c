using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Storage;

/// <summary>
/// Before SQLite 3.51.3, connections that commit and checkpoint at one instant can corrupt a WAL file: no connection may
/// checkpoint by itself.
/// </summary>
public sealed class WalTests(CrmHost host) : IClassFixture<CrmHost>
{
    private const int SideBySide = 20;
    private const int PageSize = 4096;

    /// <summary>After so many pages SQLite would checkpoint if it were let.</summary>
    private const int AutomaticAfter = 1000;

    private string Database => Path.Combine(host.App.StoragePath, "crm.db");

    [SqliteFact]
    public async Task Connections_ManyAtOnce_AreAllInWalModeAndNeverCheckpointThemselves()
    {
        var contexts = Enumerable.Range(0, SideBySide).Select(_ => host.Get<IDbContextFactory<CrmDb>>().CreateDbContext()).ToList();
        foreach (var db in contexts)
        {
            await db.Database.OpenConnectionAsync();
            await AssertSafeAsync(db);
        }

        foreach (var db in contexts)
        {
            await db.DisposeAsync();
        }
    }

    [SqliteFact]
    public async Task Connection_OfAnExport_NeverCheckpointsItselfEither() => await host.Get<ExportSnapshot>().ReadAsync(
        async db =>
        {
            await AssertSafeAsync(db);
            return true;
        },
        CancellationToken.None);

    [SqliteFact]
    public async Task Writes_OfMoreThanSqliteWouldLetPile_StayInTheWal()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        await owner.PropertyAsync(entityId, "memo", "LONG_TEXT");
        var before = new FileInfo(Database).Length;

        for (var i = 0; i < 5; i++)
        {
            var records = Enumerable.Range(0, 20).Select(n => new { name = $"n{n}", data = new { memo = new string('가', 20_000) } });
            await Making.Made(owner.PostJson("records/bulk/create", new { entityId, records }));
        }

        Assert.True(new FileInfo(Database + "-wal").Length > AutomaticAfter * PageSize);
        Assert.Equal(before, new FileInfo(Database).Length);
    }

    [SqliteFact]
    public async Task Wal_GrownToItsLimit_IsEmptiedByAWrite()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        await owner.PropertyAsync(entityId, "memo", "LONG_TEXT");
        var records = Enumerable.Range(0, 40).Select(n => new { name = $"n{n}", data = new { memo = new string('x', Limits.LongTextLength) } });
        var before = new FileInfo(Database).Length;

        for (long last = 0, length = 0; length >= last; last = length, length = new FileInfo(Database + "-wal").Length)
        {
            // A reader that is there at that moment has it tried again when it has grown as much again.
            Assert.InRange(last, 0, 3 * Limits.WalPages * PageSize);
            await Making.Made(owner.PostJson("records/bulk/create", new { entityId, records }));
        }

        Assert.InRange(new FileInfo(Database).Length, before + (Limits.WalPages / 2 * PageSize), long.MaxValue);
    }

    [SqliteFact]
    public async Task Scheduler_WhichWritesOutsideTheGate_IsNotInWalMode()
    {
        _ = host.Services;
        await using var jobs = new SqliteConnection($"Data Source={Path.Combine(host.App.StoragePath, "jobs.db")};Pooling=false");
        await jobs.OpenAsync();

        Assert.Equal("delete", (await DatabaseSetup.PragmasAsync(jobs, default)).Mode);
    }

    private static async Task AssertSafeAsync(CrmDb db)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var (version, mode, automatic) = await DatabaseSetup.PragmasAsync(connection, default);
        Assert.Equal("wal", mode);
        Assert.True(automatic == 0 || Version.Parse(version) >= DatabaseSetup.RaceFree, $"SQLite {version} checkpoints by itself after {automatic} pages");
        await using var synchronous = connection.CreateCommand();
        synchronous.CommandText = "PRAGMA synchronous";
        const long Full = 2;
        Assert.Equal(Full, await synchronous.ExecuteScalarAsync());
    }
}
