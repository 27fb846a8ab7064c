using CrmAdmin.Http;
using CrmAdmin.Search;
using CrmAdmin.Trash;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>A day's work among 100,000 customers: find, delete, take back, export.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RecordsJourneyTests(BrowserHost host, ContactsApp app) : IClassFixture<ContactsApp>
{
    private static readonly object Wanted = All(
        new { field = "data.grade", @operator = "includes_any", value = new[] { "VIP", "GOLD" } },
        new
        {
            @operator = "OR",
            conditions = new object[]
            {
                new { field = "name", @operator = "contains", value = "홍" },
                new { field = "data.lastOrderAt", @operator = "in_last_days", value = 30 },
            },
        },
        new { field = "data.marketingOptIn", @operator = "equals", value = true });

    [Fact]
    public async Task Day_OfWork_EndsWithEveryRecordWhereItBelongs()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.PreferAsync("ko", "light");
        await tab.GoAsync("/records/contact");
        Assert.Equal(ContactsApp.Contacts, await tab.Page.CountAsync());

        await BuildAsync(tab.Page);
        var expected = await app.FindAsync(Wanted);
        Assert.InRange(expected.Count, Limits.BulkItems + 1, Limits.CappedCount);
        await Expect(tab.Page.Locator(".page-header .count")).ToHaveTextAsync($"{expected.Count:N0}");
        Assert.Equal(expected, await tab.Page.RowsAsync(expected.Count));
        await AssertAddressHoldsItAsync(tab, expected.Count);

        await DeleteEverythingAsync(tab.Page, expected.Count);
        await StayAsync(tab.Page);
        Assert.Empty(await app.FindAsync(Wanted));
        Assert.Equal(expected.Count, await InTrashAsync());

        await tab.Page.Keyboard.PressAsync("z");
        await ToastAsync(tab.Page, $"{expected.Count:N0}건을 복원했습니다.");
        Assert.Equal(expected, await app.FindAsync(Wanted));

        await DeleteEverythingAsync(tab.Page, expected.Count);
        await RestoreFromTrashAsync(tab, expected.Count);
        Assert.Equal(expected, await app.FindAsync(Wanted));
        Assert.Equal(0, await InTrashAsync());
        Assert.Empty(tab.Problems);
    }

    /// <summary>(grade is VIP or GOLD) and (name contains 홍 or last order in the last 30 days) and marketing is agreed to.</summary>
    private static async Task BuildAsync(IPage page)
    {
        var hands = new Hands(page);
        await hands.PressAsync("f");
        await hands.Focused(".builder [data-part=add]");
        await hands.AddConditionAsync("등급");
        await hands.TickAsync("VIP");
        await hands.TickAsync("골드");
        await hands.PressAsync("Escape");

        await hands.TabToAsync("그룹");
        await hands.AddConditionAsync("이름");
        await page.Keyboard.TypeAsync("홍");
        await hands.TabToAsync("조건");
        await hands.AddConditionAsync("최근 주문");
        await hands.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("30");

        await hands.TabToAsync("조건");
        await hands.TabToAsync("조건");
        await hands.AddConditionAsync("마케팅 동의");
        await hands.PressAsync("Space");
        await Expect(page.Locator(".builder .said")).ToHaveTextAsync("등급이 VIP 또는 골드이고, 이름에 '홍'이 들어가거나 최근 주문이 지난 30일 이내이고, 마케팅 동의가 '예'인 고객");
        await Expect(page.Locator(".toolbar .badge.accent")).ToHaveTextAsync("4");
    }

    /// <summary>A link sent to a colleague shows the same list.</summary>
    private async Task AssertAddressHoldsItAsync(Tab tab, int count)
    {
        await using var colleague = await host.OpenTabAsync(app.Address);
        await colleague.GoAsync(new Uri(tab.Page.Url).PathAndQuery);
        Assert.Equal(count, await colleague.Page.CountAsync());
    }

    private static async Task DeleteEverythingAsync(IPage page, int count)
    {
        await page.Locator("[data-all]").ClickAsync();
        await page.Locator(".bulk-bar").GetByText($"조건에 맞는 {count:N0}건 모두 선택").ClickAsync();
        await Expect(page.Locator(".bulk-bar")).ToContainTextAsync($"{count:N0}건 선택됨");
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator("dialog[open]")).ToContainTextAsync($"고객 {count:N0}건을 삭제할까요?");
        await page.Keyboard.PressAsync("Enter");
        await ToastAsync(page, $"{count:N0}건을 휴지통으로 옮겼습니다.");
        await Expect(page.Locator(".records-list .state")).ToContainTextAsync("조건에 맞는 레코드가 없습니다");
    }

    /// <summary>A toast goes by itself, but not while the pointer rests on it.</summary>
    private static Task StayAsync(IPage page) => page.Locator(".toast").Last.HoverAsync();

    private static async Task RestoreFromTrashAsync(Tab tab, int count)
    {
        await tab.GoAsync("/trash/contact");
        Assert.Equal(count, await tab.Page.CountAsync());
        await tab.Page.Locator("[data-all]").ClickAsync();
        await tab.Page.Locator(".bulk-bar").GetByText($"{count:N0}건 모두 선택").ClickAsync();
        await tab.Page.Keyboard.PressAsync("r");
        await ToastAsync(tab.Page, $"{count:N0}건을 복원했습니다.");
        await Expect(tab.Page.Locator(".state")).ToContainTextAsync("휴지통이 비어 있습니다");
    }

    private static Task ToastAsync(IPage page, string text) =>
        Expect(page.Locator(".toasts")).ToContainTextAsync(text, new() { Timeout = 60_000 });

    private Task<long> InTrashAsync() =>
        app.Get<TrashList>().CountAsync(ContactsApp.Owner, new TrashRequest(new RecordSelection(app.Schema.EntityId), Limits.PageMost), default);

    private static object All(params object[] conditions) => new { @operator = "AND", conditions };
}
