using CrmAdmin.Access;
using CrmAdmin.Home;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Home;

public sealed class HomeServiceTests
{
    [Fact]
    public async Task Figures_OverDaysOfTheWorkspacesZone_CountWhatTheListsShow()
    {
        // 23:30 in Seoul: an hour later is another day there, but not in UTC.
        var time = new ManualTime();
        time.SetUtcNow(new DateTimeOffset(2026, 11, 18, 14, 30, 0, TimeSpan.Zero));
        await using var host = new CrmHost { Time = time };
        var client = host.As(Role.Owner);
        var entity = await client.EntityAsync();
        var first = await client.RecordAsync(entity, "first");
        time.Advance(TimeSpan.FromHours(1));
        await client.RecordAsync(entity, "second");
        await client.RecordAsync(entity, "third");
        var early = await client.RecordAsync(entity, "gone early");
        await client.PostJson("activities", new { recordId = early, type = "hidden with its record", date = time.GetUtcNow() });
        await client.PostJson("activities", new { recordId = first, type = "too early", date = time.GetUtcNow().AddDays(-9) });
        await client.PostJson("records/bulk/delete", new { recordIds = new[] { early } });
        time.Advance(TimeSpan.FromDays(8));
        var kept = await client.RecordAsync(entity, "kept");
        await client.PostJson("activities", new { recordId = kept, type = "call", date = time.GetUtcNow() });
        await client.PostJson("records/bulk/delete", new { recordIds = new[] { first } });

        var (home, viewer) = (host.Get<HomeService>(), CrmHost.Caller(Role.Viewer));
        var frame = await home.FrameAsync(viewer, 14, CancellationToken.None);
        var counted = await home.CountAsync(viewer, frame, entity, CancellationToken.None);

        Assert.Single(frame.Entities, e => e.EntityId == entity);
        Assert.Equal(new DateOnly(2026, 11, 14), frame.First);
        Assert.Equal([0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1], counted.Created);
        Assert.Equal([new("call", 1)], counted.Activities);
        Assert.Equal((3, 2, 1, 1), (counted.Records, counted.InTrash, counted.Leaving, counted.CreatedLately));
    }
}
