using System.Text.RegularExpressions;
using CrmAdmin.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>What a person arranged is in the address, or is remembered; what was chosen is what the keys and the mouse say.</summary>
[Collection(BrowserCollection.Name)]
public sealed class GridStateTests(BrowserHost host)
{
    private const string Columns = "/records/contact?columns=name,data.totalSpent,dateCreated";

    [Fact]
    public async Task Address_OfASortedListWithAnOpenRecord_ShowsItAgainAfterReloadAndBackAndInAnotherTab()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await OpenAsync(tab, Columns);
        await page.Locator("th[data-path='data.totalSpent'] .sort").ClickAsync();
        await page.Locator("th[data-path='dateCreated'] .sort").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Locator("th[aria-sort]")).ToHaveCountAsync(2);
        await page.Locator("[data-shortcut='/']").FillAsync("김");
        await Expect(page).ToHaveURLAsync(new Regex("q="));
        await page.Locator("tr[data-index='1'] a.title").ClickAsync();
        await Expect(page.Locator(".record-panel h2")).Not.ToBeEmptyAsync();
        var name = await page.Locator(".record-panel h2").InnerTextAsync();
        var seen = await SeenAsync(page);

        await tab.ReloadAsync();
        await AssertSameAsync(page);
        await page.Locator(".nav a[href='records/company']").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("회사");
        await page.GoBackAsync();
        await AssertSameAsync(page);
        await using var colleague = await host.OpenTabAsync();
        await colleague.GoAsync(new Uri(page.Url).PathAndQuery);
        await AssertSameAsync(colleague.Page);
        Assert.Empty(tab.Problems);

        async Task AssertSameAsync(IPage shown)
        {
            await Expect(shown.Locator(".record-panel h2")).ToHaveTextAsync(name);
            await Expect(shown.Locator("[data-shortcut='/']")).ToHaveValueAsync("김");
            await Expect(shown.Locator("th[aria-sort]")).ToHaveCountAsync(2);
            Assert.Equal(seen, await SeenAsync(shown));
        }
    }

    [Theory]
    [InlineData("records/guest")]
    [InlineData("trash")]
    public async Task Cell_LeftByALinkOfTheNavigation_IsSaved(string link)
    {
        await using var app = new CrmApp().Listen();
        await Guests.FillAsync(app, [new { name = "홍길동" }]);
        await using var tab = await host.OpenTabAsync(app.Address);
        var page = tab.Page;
        await OpenAsync(tab, "/records/guest");
        await page.Locator("tr[data-index='0'] td.name").DblClickAsync();
        await page.Locator("td [data-editor] input").FillAsync("임꺽정");

        await page.Locator($".nav a[href='{link}']").ClickAsync();

        await Expect(page.Locator("[data-editor]")).ToHaveCountAsync(0);
        var cell = page.Locator("tr[data-index='0'] td.name");
        if (link == "records/guest")
        {
            await Expect(cell).ToHaveTextAsync("임꺽정");
        }

        await Patience.UntilAsync(async () =>
        {
            await page.Locator(".nav a[href='records/guest']").ClickAsync();
            return (await cell.InnerTextAsync()).Contains("임꺽정", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Columns_MadeWiderMovedAndHidden_AreRememberedForThePersonAlone()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await OpenAsync(tab, "/records/company");
        var headers = page.Locator("thead th[data-path]");
        var before = await headers.EvaluateAllAsync<string[]>("all => all.map(header => header.dataset.path)");
        var second = page.Locator($"th[data-path='{before[1]}']");
        var width = (await second.BoundingBoxAsync())!.Width;
        var edge = (await second.Locator("[data-resize]").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(edge.X + (edge.Width / 2), edge.Y + (edge.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(edge.X + (edge.Width / 2) + 70, edge.Y + (edge.Height / 2), new() { Steps = 4 });
        await page.Mouse.UpAsync();
        Assert.Equal(width + 70, (await second.BoundingBoxAsync())!.Width, 1.0);

        await page.Locator(".toolbar [aria-haspopup=dialog]").ClickAsync();
        var picker = page.Locator(".floating.columns[data-placed]");
        await picker.Locator("li").Nth(2).GetByRole(AriaRole.Button, new() { NameRegex = new("위로") }).ClickAsync();
        await Expect(headers.Nth(1)).ToHaveAttributeAsync("data-path", before[2]);
        await picker.Locator("li").Nth(3).Locator("input").ClickAsync();
        await Expect(headers).ToHaveCountAsync(before.Length - 1);
        await tab.ReloadAsync();

        await page.Locator(".table-box[data-live]").WaitForAsync();
        var after = await headers.EvaluateAllAsync<string[]>("all => all.map(header => header.dataset.path)");
        Assert.Equal([before[0], before[2], before[1], .. before[4..]], after);
        Assert.Equal(width + 70, (await second.BoundingBoxAsync())!.Width, 1.0);
        await page.Locator(".toolbar [aria-haspopup=dialog]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "기본 열로 되돌리기" }).ClickAsync();
        await Expect(headers).ToHaveCountAsync(before.Length);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Range_WithShift_ChoosesAllBetween_ByMouseAndByKeys()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await OpenAsync(tab, "/records/contact");
        await page.Locator("tbody .check").Nth(1).ClickAsync();
        await page.Locator("tbody .check").Nth(5).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Locator(".bulk-bar")).ToContainTextAsync("5건 선택됨");
        await Expect(page.Locator("tr[aria-selected=true]")).ToHaveCountAsync(5);
        await page.Locator(".bulk-bar .link").Last.ClickAsync();
        await Expect(page.Locator(".bulk-bar")).ToHaveCountAsync(0);

        await page.Locator("[role=grid]").FocusAsync();
        foreach (var key in new[] { "j", "j", "k", "x", "Shift+ArrowDown", "Shift+ArrowDown" })
        {
            await page.Keyboard.PressAsync(key);
        }

        await Expect(page.Locator(".bulk-bar")).ToContainTextAsync("3건 선택됨");
        await Expect(page.Locator("p[role=status]")).ToHaveTextAsync("3건 선택됨");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Focus_AfterADialog_IsBackInTheGrid_AndSlashLeadsToTheSearch()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await OpenAsync(tab, "/records/contact");
        await page.Locator("[role=grid]").FocusAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("[id='new-name']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[role=grid]")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("[data-shortcut='/']")).ToBeFocusedAsync();
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Search_LeftByEnterOrEscape_GoesOnInTheList()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await OpenAsync(tab, "/records/contact");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("김민");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=grid]")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex("q="));
        await Expect(page.Locator("td.name").First).ToContainTextAsync("김민");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).Not.ToHaveURLAsync(new Regex("q="));
        await Expect(page.Locator("[data-shortcut='/']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[role=grid]")).ToBeFocusedAsync();
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Builder_ClosedByItsKey_GivesTheFocusToTheList_AndIsListedWithItsKeyAlone()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await OpenAsync(tab, "/records/contact");
        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator(".builder [data-part=add]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator(".builder")).ToHaveCountAsync(0);
        await Expect(page.Locator("[role=grid]")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#shortcuts dt", new() { HasTextRegex = new("^조건$") })).ToHaveCountAsync(1);
        Assert.Empty(tab.Problems);
    }

    private static async Task OpenAsync(Tab tab, string path)
    {
        await tab.GoAsync(path);
        await tab.Page.Locator(".table-box[data-live]").WaitForAsync();
    }

    /// <summary>The first records and how they are sorted; not how long ago something was, which goes on.</summary>
    private static async Task<string> SeenAsync(IPage page)
    {
        await page.Locator(".table-box[data-live] tr[data-index='0']").WaitForAsync();
        return await page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('th[data-path]')].map(header => `${header.dataset.path} ${header.ariaSort ?? ''}`).join() + '\n'
              + [...document.querySelectorAll('tbody tr[data-index]')].slice(0, 10).map(row => `${row.dataset.record} ${row.querySelector('.title').innerText}`).join('\n')
            """);
    }
}
