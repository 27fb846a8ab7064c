using System.Text.RegularExpressions;
using CrmAdmin.Tests;
using CrmAdmin.Tests.Storage;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>Rows first, their number second: what a person does while the database is still counting.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HeldCountTests(BrowserHost host) : IAsyncLifetime
{
    private const int Records = 150;
    private readonly CrmApp app = new() { SearchCost = TimeSpan.FromHours(1), Settings = { ["Export:SyncLimit"] = "100" } };

    public async Task InitializeAsync()
    {
        app.Listen();
        await Guests.FillAsync(app, Enumerable.Range(1, Records).Select(i => new { name = $"손님 {i:000}" }));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [SqliteFact]
    public async Task Rows_WhileTheCountIsHeld_StandAreSortedAndOpened_AndTheCountFollows()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        using var held = new HeldStatements(app.StoragePath, HeldStatements.CountOfAll);
        var page = tab.Page;
        var count = page.Locator(".page-header .count");
        await tab.GoAsync("/records/guest");
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await Expect(page.Locator("tr[data-index='0'] td.name")).ToHaveTextAsync("손님 150");
        await Expect(page.Locator(".toolbar .facts")).ToContainTextAsync("초");

        await page.Locator("th[data-path='name'] .sort").ClickAsync();
        await Expect(page.Locator("tr[data-index='0'] td.name")).ToHaveTextAsync("손님 001");
        await page.Locator("tr[data-index='1'] a.title").ClickAsync();
        await Expect(page.Locator(".record-panel h2")).ToHaveTextAsync("손님 002");
        await Patience.UntilAsync(() => held.Waiting > 0);
        await Expect(count).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await page.ShortcutAsync("e");
        await Expect(page.Locator(".export-dialog .sample")).ToContainTextAsync("손님 001");
        await Expect(page.Locator(".export-dialog .summary")).ToContainTextAsync("100+건 · 작업으로");
        await Expect(page.Locator(".export-dialog footer .primary")).ToBeEnabledAsync();

        held.Release();
        await Expect(page.Locator(".export-dialog .summary")).ToContainTextAsync("150건 · 작업으로");
        await Expect(page.Locator(".export-dialog .choice", new() { HasText = "모든 손님" })).ToContainTextAsync("150건 (작업으로 실행)");
        await page.Keyboard.PressAsync("Escape");
        await Expect(count).ToHaveTextAsync("150");
        await Expect(page.Locator(".toolbar .facts")).ToHaveTextAsync(new Regex("^150건 · "));
        await Expect(page.Locator("tr[data-index='0'] td.name")).ToHaveTextAsync("손님 001");
        Assert.Empty(tab.Problems);
    }
}
