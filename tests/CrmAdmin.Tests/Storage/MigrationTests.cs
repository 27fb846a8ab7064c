using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmAdmin.Tests.Storage;

/// <summary>A database that an earlier version made is brought up to this one.</summary>
public sealed class MigrationTests : IDisposable
{
    private static readonly string[] Firsts = ["20261122055725_Initial", "20261122055733_Initial"];

    private static readonly string[] LastBeforeHiding = ["20261122141945_AuditOtherEnd", "20261122141947_AuditOtherEnd"];

    private readonly TempFolder folder = new();

    public void Dispose()
    {
        TestDatabase.Leave(folder.Path);
        folder.Dispose();
    }

    [Fact]
    public async Task Start_OnADatabaseOfTheFirstVersion_BringsItUpAndKeepsWhatItHolds()
    {
        string recordId;
        await using (var host = new CrmHost { StoragePath = folder.Path })
        {
            var owner = host.As(Role.Owner);
            recordId = await owner.RecordAsync(await owner.EntityAsync("고객"), "홍길동");
            await using var db = await host.Get<IDbContextFactory<CrmDb>>().CreateDbContextAsync();
            Assert.Contains(db.Database.GetMigrations().First(), Firsts);
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        }

        await using var after = new CrmHost { StoragePath = folder.Path };

        Assert.Equal("홍길동", (string?)(await after.As(Role.Owner).GetJson($"records/{recordId}"))["name"]);
        Assert.Equal("record.create", (string?)(await after.As(Role.Owner).GetJson($"audit-log?recordId={recordId}"))["data"]![0]!["action"]);
        await using var now = await after.Get<IDbContextFactory<CrmDb>>().CreateDbContextAsync();
        Assert.Empty(await now.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Start_OnADatabaseInWhichNothingCouldBeHidden_ShowsEveryPropertyAndHidesFromThenOn()
    {
        string entityId, propertyId, recordId;
        await using (var host = new CrmHost { StoragePath = folder.Path })
        {
            var owner = host.As(Role.Owner);
            entityId = await owner.EntityAsync("고객");
            propertyId = await owner.PropertyAsync(entityId, "grade");
            recordId = await owner.RecordAsync(entityId, "홍길동", new { grade = "VIP" });
            await using var db = await host.Get<IDbContextFactory<CrmDb>>().CreateDbContextAsync();
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Single(LastBeforeHiding.Contains));
        }

        await using var after = new CrmHost { StoragePath = folder.Path };
        var admin = after.As(Role.Admin);

        Assert.False((bool)(await admin.GetJson($"properties/{propertyId}"))["isHidden"]!);
        Assert.True((bool)(await Making.Made(admin.PatchJson($"properties/{propertyId}", new { isHidden = true })))["isHidden"]!);
        Assert.Equal("VIP", (string?)(await admin.GetJson($"records/{recordId}"))["data"]![propertyId]);
        Assert.Empty((await after.Get<EntityCatalog>().GetAsync(entityId, default)).Shown);
    }
}
