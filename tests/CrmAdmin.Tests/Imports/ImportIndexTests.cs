using CrmAdmin.Access;
using CrmAdmin.Imports;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Imports;

/// <summary>An index that imports match by is there as long as one of them needs it, and no longer.</summary>
public sealed class ImportIndexTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private ImportHost imports = null!;

    public async Task InitializeAsync() => imports = await ImportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Index_OfTwoImports_StaysUntilTheLastIsOver()
    {
        var waiting = await WaitingAsync("data.phone");
        await imports.ImportAsync("이름,phone\n가,1\n", new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.phone" }, "data.phone");
        await TidyAsync();
        Assert.Single(await IndexesAsync());

        await host.Get<ImportWork>().StopAsync(waiting, JobStatus.Canceled, (_, _) => Task.CompletedTask, CancellationToken.None);
        await TidyAsync();
        Assert.Empty(await IndexesAsync());
    }

    /// <summary>A job that has been tried and waits for its next try.</summary>
    private async Task<string> WaitingAsync(string matchOn)
    {
        var importId = (string)(await imports.UploadAsync("이름,phone\n나,2\n"))["importId"]!;
        var job = new ImportJob { EntityId = imports.EntityId, Request = $$"""{"columnMappings":{"0":"name","1":"{{matchOn}}"},"matchOn":"{{matchOn}}"}""" };
        job.AskedBy(CrmHost.Caller(Role.Owner), "ko", DateTime.UtcNow);
        job.NotBefore = DateTime.UtcNow.AddHours(1);
        await host.Get<Store>().WriteAsync(
            async db =>
            {
                var import = await db.Set<ImportRow>().SingleAsync(i => i.ImportId == importId);
                (import.JobId, job.ImportNumber) = (job.JobId, import.Number);
                db.Add(job);
                await db.SaveChangesAsync();
            },
            CancellationToken.None);
        return job.JobId;
    }

    private Task TidyAsync() => host.Get<ImportWork>().TidyAsync(CancellationToken.None);

    private Task<List<string>> IndexesAsync() => host.Get<Store>().ReadAsync(db => RecordMatches.IndexesAsync(db, CancellationToken.None), CancellationToken.None);
}
