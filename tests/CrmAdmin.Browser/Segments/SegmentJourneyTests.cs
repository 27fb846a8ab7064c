using System.Text.RegularExpressions;
using CrmAdmin.Browser.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Segments;

/// <summary>A condition gets a name, is used by that name, and goes again.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SegmentJourneyTests(BrowserHost host)
{
    private const string KimOnly = "/records/contact?where=%7B%22operator%22%3A%22AND%22%2C%22conditions%22%3A%5B%7B%22field%22%3A%22name%22%2C%22operator%22%3A%22starts_with%22%2C%22value%22%3A%22%EA%B9%80%22%7D%5D%7D";

    [Fact]
    public async Task Segment_MadeOnItsPage_CountsAndOpensItsRecords()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/segments");
        await page.Locator(".page-header .primary").ClickAsync();
        await page.Locator("#segment-name").FillAsync("실버 고객");
        await page.GetByRole(AriaRole.Radio, new() { Name = "청록" }).CheckAsync();
        await page.Locator("[data-part=add]").ClickAsync();
        var hands = new Hands(page);
        await hands.PickFieldAsync("등급");
        await hands.TickAsync("실버");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".builder-foot .said")).ToHaveTextAsync("등급이 실버인 고객");
        await page.Locator(".page-header .primary").ClickAsync();

        var row = page.Locator("tbody tr", new() { HasText = "실버 고객" });
        await Expect(row).ToContainTextAsync("등급이 실버인 고객");
        await Expect(row.Locator(".chip.teal").First).ToBeVisibleAsync();
        var count = await row.Locator(".count a").InnerTextAsync();
        await row.Locator(".count a").ClickAsync();

        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync(count);
        await Expect(page.Locator("tbody .chip", new() { HasText = "실버" }).First).ToBeVisibleAsync();
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Segment_GoneBackToFromAnother_IsTheOneThatIsShown()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        var links = page.Locator("tbody a.title");
        await tab.GoAsync("/segments/contact");
        var first = await links.Nth(0).InnerTextAsync();
        await links.Nth(0).ClickAsync();
        await Expect(page.Locator("#segment-name")).ToHaveValueAsync(first);
        await page.Locator(".page-header a[href='segments/contact']").ClickAsync();
        var second = await links.Nth(1).InnerTextAsync();
        await links.Nth(1).ClickAsync();
        await Expect(page.Locator("#segment-name")).ToHaveValueAsync(second);

        await page.EvaluateAsync("() => history.go(-2)");

        await Expect(page.Locator("#segment-name")).ToHaveValueAsync(first);
        await Expect(page.Locator("h1")).ToHaveTextAsync(first);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Segments_OnATelephone_KeepTheirConditionsReadable()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.Page.SetViewportSizeAsync(390, 844);
        await tab.GoAsync("/segments/contact");

        var meaning = await tab.Page.Locator("tbody td.wrap").First.BoundingBoxAsync();

        Assert.True(meaning is { Width: > 200, Height: < 200 }, $"{meaning?.Width} × {meaning?.Height}");
    }

    [Fact]
    public async Task Conditions_SavedFromTheGrid_CanBePickedThereByName()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync(KimOnly);
        var count = await page.Locator(".page-header .count").InnerTextAsync();
        await page.Keyboard.PressAsync("f");
        await page.GetByRole(AriaRole.Button, new() { Name = "세그먼트로 저장" }).ClickAsync();
        await page.Locator("#segment-name").FillAsync("김씨");
        await page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("김씨");
        await page.GetByRole(AriaRole.Button, new() { Name = "모두 지우기" }).ClickAsync();
        await Expect(page.Locator(".builder .condition")).ToHaveCountAsync(0);

        await page.Locator("[data-part=add]").ClickAsync();
        var hands = new Hands(page);
        await hands.PickFieldAsync("세그먼트");
        await hands.TickAsync("김씨");

        await Expect(page.Locator(".builder-foot .said")).ToHaveTextAsync("세그먼트 '김씨'에 속하는 고객");
        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync(count);
        await Expect(page).ToHaveURLAsync(new Regex(@"\?c="));
        await tab.ReloadAsync();
        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync(count);
        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator(".builder .value > .chips > .chip")).ToHaveTextAsync("김씨");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Delete_OfOneThatAnotherUses_IsRefusedByName_AndOfTheOtherUndone()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/segments/contact");
        var rows = page.Locator("tbody tr");
        await ChooseAsync(rows.Filter(new() { HasText = "가장 먼저" }), "삭제");
        await Expect(page.Locator(".toast.error")).ToContainTextAsync("요즘 사는 우수 고객");

        await ChooseAsync(rows.Filter(new() { HasText = "메일을 받는" }), "삭제");
        await page.Locator("dialog[open] footer .danger").ClickAsync();
        await Expect(rows.Filter(new() { HasText = "메일을 받는" })).ToHaveCountAsync(0);
        await page.Locator(".toast.success button", new() { HasText = "되돌리기" }).ClickAsync();

        await Expect(rows.Filter(new() { HasText = "메일을 받는" })).ToHaveCountAsync(1);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Export_OfASegment_TakesItsRecords()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/segments/contact");
        var count = await page.Locator("tbody tr", new() { HasText = "가장 먼저" }).Locator(".count a").InnerTextAsync();
        await tab.GoAsync("/records/contact");
        await page.ShortcutAsync("e");
        await page.GetByRole(AriaRole.Radio, new() { Name = "세그먼트" }).CheckAsync();
        await page.Locator(".export-dialog .which button").ClickAsync();
        await new Hands(page).Focused(".pick [role=combobox]");
        await page.Keyboard.TypeAsync("VIP");
        await Expect(page.Locator(":popover-open .option.active")).ToHaveTextAsync("VIP·골드");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".export-dialog .summary")).ToContainTextAsync($"{count}건");
        await page.RunAndWaitForDownloadAsync(() => page.Locator(".export-dialog footer .primary").ClickAsync());
        Assert.Empty(tab.Problems);
    }

    private static async Task ChooseAsync(ILocator row, string act)
    {
        await row.Locator(".acts .button").ClickAsync();
        await row.GetByRole(AriaRole.Menuitem, new() { Name = act }).ClickAsync();
    }
}
