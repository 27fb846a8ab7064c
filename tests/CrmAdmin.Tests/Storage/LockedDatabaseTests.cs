using System.Diagnostics;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;
using Microsoft.Data.Sqlite;
using Quartz;

namespace CrmAdmin.Tests.Storage;

/// <summary>Another process that writes to the database, as a backup tool may, holds writers up; they are told so and nothing is lost.</summary>
public sealed class LockedDatabaseTests
{
    [SqliteFact]
    public async Task Writes_WhileAnotherProcessHoldsTheDatabase_Are503AndReadsAndJobsGoOn()
    {
        await using var exports = await ExportHost.StartAsync(new CrmHost { Settings = { ["Export:SyncLimit"] = "1" } });
        var owner = exports.Host.As(Role.Owner);
        await exports.PeopleAsync(3);
        var body = new { entityId = exports.EntityId, format = "csv" };
        var scheduler = await exports.Host.Get<ISchedulerFactory>().GetScheduler();
        await scheduler.Standby();
        var jobId = await exports.JobAsync(Role.Owner, body);
        using (var other = new SqliteConnection($"Data Source={Path.Combine(exports.Host.App.StoragePath, "crm.db")};Pooling=false"))
        {
            await other.OpenAsync();
            using var transaction = other.BeginTransaction();
            await scheduler.Start();
            var waited = Stopwatch.StartNew();
            var refused = await Task.WhenAll(
                owner.PostJson("records", new { entityId = exports.EntityId, name = "a" }),
                owner.PostJson("records/bulk/create", new { entityId = exports.EntityId, records = new[] { new { name = "b" } } }),
                owner.PostJson("records/export/request", body));

            Assert.All(refused, answer => Assert.Equal((503, nameof(ErrorCode.ServiceUnavailable)), (answer.Code, answer.ErrorCode)));
            Assert.All(refused, answer => Assert.NotNull(answer.Headers.RetryAfter));
            Assert.True(waited.Elapsed > Limits.WriteWait - TimeSpan.FromSeconds(1));
            Assert.Equal(3, (await Making.Made(owner.GetJson($"records?entityId={exports.EntityId}")))["data"]!.AsArray().Count);
        }

        await Making.Made(owner.PostJson("records", new { entityId = exports.EntityId, name = "a" }));
        Assert.Equal("completed", (string?)(await exports.OverAsync(Role.Owner, jobId))["status"]);
        Assert.Equal(4, (int)(await Making.Made(owner.PostJson("records/search/count", new { entityId = exports.EntityId })))["count"]!);
    }
}
