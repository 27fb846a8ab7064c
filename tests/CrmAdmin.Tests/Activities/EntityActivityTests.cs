using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Activities;

/// <summary>The activities of all of an entity's records together.</summary>
public sealed class EntityActivityTests(CrmHost host) : IClassFixture<CrmHost>
{
    private static readonly DateTime Noon = new(2026, 4, 23, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    private readonly HttpClient member = host.As(Role.Member);
    private readonly Caller viewer = CrmHost.Caller(Role.Viewer);
    private readonly EntityActivities list = host.Get<EntityActivities>();

    [Fact]
    public async Task List_OfAnEntity_GoesOnPageByPageOverItsLiveRecordsAlone()
    {
        var (entityId, hong, kim) = await TwoAsync();
        var other = await host.As(Role.Admin).EntityAsync();
        await AddAsync(await member.RecordAsync(other, "남"), "call", Noon);
        var gone = await member.RecordAsync(entityId, "떠난");
        await AddAsync(gone, "call", Noon);
        await member.DeleteJson($"records/{gone}");
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(i % 2 == 0 ? hong : kim, "call", Noon.AddMinutes(i));
        }

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await list.ListAsync(viewer, entityId, new ActivityQuery(), new ListQuery(2, next), default);
            seen.AddRange(page.Data.Select(a => a.RecordName));
            next = page.NextKey;
        }
        while (next is not null);

        Assert.Equal(["홍", "김", "홍", "김", "홍"], seen);
    }

    [Fact]
    public async Task List_NarrowedByTypeAndDay_HasThoseAlone()
    {
        var (entityId, hong, kim) = await TwoAsync();
        await AddAsync(hong, "call", Noon.AddHours(2.9));
        await AddAsync(kim, "call", Noon.AddHours(3.1));
        await AddAsync(kim, "mail", Noon);

        var day = new ActivityAddress("call", new DateOnly(2026, 4, 23), new DateOnly(2026, 4, 23)).Meant(Seoul);
        var found = await list.ListAsync(viewer, entityId, day, new ListQuery(10, null), default);

        Assert.Equal("홍", Assert.Single(found.Data).RecordName);
    }

    [Fact]
    public async Task List_WithACursorOfAnotherList_IsRefused()
    {
        var (entityId, hong, _) = await TwoAsync();
        await AddAsync(hong, "call", Noon);
        await AddAsync(hong, "mail", Noon);
        var page = await list.ListAsync(viewer, entityId, new ActivityQuery(), new ListQuery(1, null), default);

        var refusal = await Assert.ThrowsAsync<CrmException>(() => list.ListAsync(viewer, entityId, new ActivityQuery("call"), new ListQuery(1, page.NextKey), default));
        Assert.Equal(ErrorCode.InvalidStartKey, refusal.Code);
        Assert.Equal(400, (await member.GetJson($"records/{hong}/activities?startKey={page.NextKey}")).Code);
    }

    [Fact]
    public async Task Types_InAPeriod_AreCountedTheMostFrequentFirst()
    {
        var (entityId, hong, kim) = await TwoAsync();
        await AddAsync(hong, "mail", Noon);
        await AddAsync(hong, "call", Noon);
        await AddAsync(kim, "call", Noon.AddDays(1));
        await AddAsync(kim, "visit", Noon.AddDays(-1));

        Assert.Equal([new("call", 2), new("mail", 1)], await list.TypesAsync(viewer, entityId, Noon, null, default));
        Assert.Equal([new("call", 1), new("mail", 1)], await list.TypesAsync(viewer, entityId, Noon, Noon, default));
        await Assert.ThrowsAsync<CrmException>(() => list.TypesAsync(viewer, "CRMET1no", Noon, null, default));
    }

    [Fact]
    public void Address_WrittenAndRead_IsTheSame_AndOddDaysAreNoBounds()
    {
        var address = new ActivityAddress("order & pay", new DateOnly(2026, 1, 2), null);
        var query = string.Join('&', address.Query().Where(m => m.Value is not null).Select(m => $"{m.Key}={Uri.EscapeDataString((string)m.Value!)}"));

        Assert.Equal(address, ActivityAddress.Read(new Uri("http://localhost/activities/contact?" + query)));
        Assert.Equal(new ActivityAddress(), ActivityAddress.Read(new Uri("http://localhost/activities/contact?from=2026-13-01&to=x")));
        Assert.Equal(new ActivityQuery(), new ActivityAddress(null, DateOnly.MinValue, DateOnly.MaxValue).Meant(Seoul));
    }

    private async Task<(string EntityId, string Hong, string Kim)> TwoAsync()
    {
        var entityId = await host.As(Role.Admin).EntityAsync();
        return (entityId, await member.RecordAsync(entityId, "홍"), await member.RecordAsync(entityId, "김"));
    }

    private async Task AddAsync(string recordId, string type, DateTime date) =>
        Assert.Equal(200, (await member.PostJson("activities", new { recordId, type, date })).Code);
}
