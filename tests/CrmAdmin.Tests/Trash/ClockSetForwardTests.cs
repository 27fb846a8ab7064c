using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Files;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmAdmin.Tests.Trash;

/// <summary>A system clock that is set forward for a moment has nothing removed for good.</summary>
public sealed class ClockSetForwardTests
{
    [Fact]
    public async Task Collectors_WhileTheClockIsAhead_RemoveNothing()
    {
        var clock = new SetClock();
        await using var host = new CrmHost { Time = clock, Settings = { ["Trash:GcInterval"] = "30.00:00:00" } };
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        var photos = await owner.PropertyAsync(entityId, "photos", "FILE");
        var note = await owner.PropertyAsync(entityId, "note");
        var held = await owner.FileAsync();
        var recordId = await owner.RecordAsync(entityId, "a", new { photos = new[] { held }, note = "n" });
        await Making.Made(owner.DeleteJson($"records/{recordId}"));
        var unheld = await owner.FileAsync();
        await Making.Made(owner.DeleteJson($"properties/{note}"));

        clock.Ahead = TimeSpan.FromDays(60);
        Assert.Equal(404, (await owner.PostJson($"records/{recordId}/restore", null)).Code);
        Assert.Equal(0, await host.Services.GetServices<IHostedService>().OfType<TrashCollector>().Single().CollectAsync(default));
        Assert.Equal(0, await host.Get<FileCollector>().CollectAsync(default));
        await host.Get<RemovedProperties>().CollectAsync(default);
        Assert.False(await host.Get<Store>().ReadAsync(db => db.Set<PropertyRow>().AnyAsync(p => p.IsEmptied), default));
        clock.Ahead = TimeSpan.Zero;

        await Making.Made(owner.PostJson($"records/{recordId}/restore", null));
        Assert.Equal(held, (string?)(await owner.GetJson($"records/{recordId}"))["data"]![photos]![0]!["fileId"]);
        await Making.Made(owner.PatchJson($"records/{recordId}", new { data = new { photos = new[] { held, unheld } } }));
    }

    /// <summary>A wall clock that can be set; time itself passes as ever.</summary>
    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
