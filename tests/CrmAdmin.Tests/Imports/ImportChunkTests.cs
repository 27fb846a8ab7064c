using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Imports;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Imports;

public sealed class ImportChunkTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private static readonly string[] Headers = ["이름"];
    private ImportHost imports = null!;

    public async Task InitializeAsync() => imports = await ImportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task WriteAsync_ChunkThatHasBeenWritten_EndsTheRunAndDoublesNothing()
    {
        var importId = (string)(await imports.UploadAsync("이름\n가\n"))["importId"]!;
        var job = await ClaimedAsync(importId);
        using var run = new JobRun(job.JobId, job.Fence, CancellationToken.None);
        using var rejects = new ImportRejects(host.Get<ImportFolder>().RejectsOf(importId, job.Fence), null, Headers, job.Culture());
        var schema = await host.Get<EntityCatalog>().GetAsync(imports.EntityId, CancellationToken.None);
        var targets = ImportTargets.Read(job.Asker, job.Asked, Headers, schema, host.Get<WorkspaceSettings>());
        ReadRow[] rows = [new(2, ["가"], null)];
        await host.Get<ImportChunks>().WriteAsync(job, run, targets, 0, rows, rejects);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Get<ImportChunks>().WriteAsync(job, run, targets, 0, rows, rejects));
        Assert.True(run.Token.IsCancellationRequested);
        Assert.Single(await imports.RecordsAsync());
    }

    private async Task<ImportJob> ClaimedAsync(string importId)
    {
        var store = host.Get<Store>();
        var number = await store.ReadAsync(db => db.Set<ImportRow>().Where(i => i.ImportId == importId).Select(i => i.Number).SingleAsync(), CancellationToken.None);
        var job = new ImportJob { ImportNumber = number, EntityId = imports.EntityId, Request = """{"columnMappings":{"0":"name"}}""", Total = 1 };
        var now = DateTime.UtcNow;
        job.AskedBy(CrmHost.Caller(Role.Owner), "ko", now);
        (job.Status, job.Fence, job.LeaseUntil) = (JobStatus.Processing, 1, now.AddHours(1));
        await store.WriteAsync(
            async db =>
            {
                db.Add(job);
                await db.SaveChangesAsync();
            },
            CancellationToken.None);
        return job;
    }
}
