using CrmAdmin.Access;
using CrmAdmin.Jobs;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Records.Grid;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Records.Bulk;

/// <summary>Kills the real program while it deletes everything that matches: the next one goes on, and no record is dealt with twice.</summary>
public sealed class BulkKillTests : IDisposable
{
    private const int Records = 20_000;
    private const int Kills = 2;
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        TestDatabase.Leave(folder.Path);
        folder.Dispose();
    }

    [Fact]
    public async Task Kill_WhileEverythingIsDeleted_EachRecordGoesOnce()
    {
        var random = new Random(5);
        var (runId, entityId) = await OrderAsync();
        var left = Records;
        for (var i = 0; i < Kills; i++)
        {
            using var server = await StartAsync();
            var before = left;
            await Patience.UntilAsync(async () => (left = await CountAsync(server, entityId)) < before);
            await Task.Delay(random.Next(20));
            server.Kill();
        }

        using (var server = await StartAsync())
        {
            Assert.InRange(await CountAsync(server, entityId), 1, Records - 1);
            await Patience.UntilAsync(async () => await CountAsync(server, entityId) == 0);
            await server.StopAsync();
        }

        await AssertWholeAsync(runId);
    }

    /// <summary>The program in which the order is given ends before it is begun.</summary>
    private async Task<(string RunId, string EntityId)> OrderAsync()
    {
        await using var host = new CrmHost { StoragePath = folder.Path };
        var bulk = await BulkHost.StartAsync(host);
        await bulk.MakeAsync(Records);
        var everything = new RowSelection();
        everything.SetEverything();
        var source = await host.Get<ChosenRecords>().LiveAsync(bulk.Member, bulk.All, everything, default);
        var job = await bulk.HeldAsync(bulk.Order(BulkAct.Delete, Records), source, TimeSpan.FromSeconds(-1));
        return (job.JobId, bulk.Schema.EntityId);
    }

    private async Task AssertWholeAsync(string runId)
    {
        await using var host = new CrmHost { StoragePath = folder.Path };
        var bulk = new BulkHost(host);
        var run = await bulk.EndAsync(runId);
        var done = await bulk.DoneAsync(runId);

        Assert.Equal((JobStatus.Completed, (long)Records, 0L), (run.Status, run.Done, run.Skipped));
        Assert.Equal(Records, done.Distinct().Count());
        Assert.Equal(Records, done.Count);
        Assert.Equal(Records, await host.Get<Store>().ReadAsync(db => db.Set<AuditRow>().CountAsync(row => row.Action == "record.delete"), default));
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartOnAsync(folder.Path);

    private static async Task<int> CountAsync(ServerProcess server, string entityId) =>
        (int)(await Making.Made(server.Client.PostJson("records/search/count", new { entityId, exact = true })))["count"]!;
}
