using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>From the chart at home to the activities behind it; one more, and one less.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ActivityJourneyTests(BrowserHost host)
{
    [Fact]
    public async Task Day_PressedAtHome_LeadsToAsManyRecords()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");

        // Each entity's chart comes on its own: the last day of all is known when all are there.
        await Expect(tab.Page.Locator("main .skeleton")).ToHaveCountAsync(0);
        var day = tab.Page.Locator(".day-bars a.pile").Last;
        var said = await day.GetAttributeAsync("aria-label");
        await day.ClickAsync();

        var count = await tab.Page.CountAsync();
        Assert.EndsWith($" {count:N0}", said, StringComparison.Ordinal);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Chart_PressedAtHome_LeadsToAsManyActivities()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/");
        var bar = page.Locator(".name-bars a", new() { HasText = "visit.store" }).First;
        var count = await bar.Locator(".number").InnerTextAsync();
        await bar.ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("활동");
        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync(count);
        await Expect(page.Locator("tbody .chip", new() { HasText = "order.placed" })).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody .chip", new() { HasText = "visit.store" }).First).ToBeVisibleAsync();
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Activity_AddedToARecordFoundByName_StandsFirst_AndDeletedComesBack()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/activities/company");
        await page.Locator(".page-header .primary").ClickAsync();
        await page.Locator("dialog[open] .pick-button").ClickAsync();
        await new Hands(page).Focused(".pick [role=combobox]");
        await page.Keyboard.TypeAsync("Harbor");
        await Expect(page.Locator(":popover-open .option.active")).ToContainTextAsync("Harbor");
        var name = await page.Locator(":popover-open .option.active .text").InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog[open] .pick-button")).ToHaveTextAsync(name);
        await page.Locator("dialog[open]").GetByLabel("유형").FillAsync("demo.given");
        await page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);

        var row = page.Locator("tbody tr", new() { HasText = "demo.given" });
        await Expect(row).ToContainTextAsync(name);
        await row.Locator("td.acts button").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await page.Locator(".toast button", new() { HasText = "되돌리기" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(1);
        await row.Locator("a.title").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task List_NarrowedByTypeAndPeriod_ShowsTheSameAfterAReload()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/activities/contact");
        await page.GetByRole(AriaRole.Button, new() { Name = "30일" }).ClickAsync();
        await page.GetByLabel("유형").First.SelectOptionAsync("call.made");
        await Expect(page).ToHaveURLAsync(new Regex("type=call.made"));
        await Expect(page.Locator("tbody .chip", new() { HasText = "email" })).ToHaveCountAsync(0);
        var count = await page.Locator(".page-header .count").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "더 보기" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(100);

        await tab.ReloadAsync();

        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync(count);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        Assert.Empty(tab.Problems);
    }
}
