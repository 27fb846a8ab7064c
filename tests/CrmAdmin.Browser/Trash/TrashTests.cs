using System.Globalization;
using System.Text.RegularExpressions;
using CrmAdmin.Browser.Journeys;
using CrmAdmin.Shell;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Trash;

/// <summary>What was deleted is found by conditions too, and what shows numbers follows each deletion.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TrashTests(BrowserHost host)
{
    private const string KimOnly = "/records/contact?where=%7B%22operator%22%3A%22AND%22%2C%22conditions%22%3A%5B%7B%22field%22%3A%22name%22%2C%22operator%22%3A%22starts_with%22%2C%22value%22%3A%22%EA%B9%80%22%7D%5D%7D";

    /// <summary>So high a window draws every row of the demo's trash.</summary>
    private const int RoomForAll = 1300;

    [Fact]
    public async Task Conditions_InTheTrash_NarrowWhatIsShownAndStayInTheAddress()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await page.SetViewportSizeAsync(1440, RoomForAll);
        await tab.GoAsync("/trash/contact");
        var all = await page.CountAsync();
        await page.ShortcutAsync("f");
        await page.Locator("[data-part=add]").ClickAsync();
        var hands = new Hands(page);
        await hands.PickFieldAsync("등급");
        await hands.TickAsync("일반");
        await page.Keyboard.PressAsync("Escape");

        await Expect(page).ToHaveURLAsync(new Regex(@"\?c="));
        var matches = page.Locator(".builder .matches strong");
        await Expect(page.Locator(".page-header .count")).Not.ToHaveTextAsync($"{all:N0}");
        var count = await page.CountAsync();
        Assert.InRange(count, 1, all - 1);
        await Expect(matches).ToHaveTextAsync($"{count}건");
        await Expect(page.Locator("tbody tr", new() { Has = page.GetByText("일반", new() { Exact = true }) })).ToHaveCountAsync(count);
        await tab.ReloadAsync();
        Assert.Equal(count, await page.CountAsync());
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Delete_WithTheBuilderOpen_ChangesItsCountAndUndoChangesItBack()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync(KimOnly);
        var count = await page.CountAsync();
        await page.Keyboard.PressAsync("f");
        var matches = page.Locator(".builder .matches strong");
        await Expect(matches).ToHaveTextAsync($"{count}건");
        var beside = page.Locator(".nav a[href='records/contact'] span.count");
        var all = int.Parse(await beside.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        var inTrash = page.Locator(".nav a[href='trash'] span.count");
        var trashed = int.Parse(await inTrash.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        await page.Locator("tbody .check").First.ClickAsync();
        await Expect(page.Locator(".bulk-bar")).ToContainTextAsync("1건 선택됨");
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(matches).ToHaveTextAsync($"{count - 1}건");
        await Expect(beside).ToHaveTextAsync($"{Formats.Number((long)all - 1)}");
        await Expect(inTrash).ToHaveTextAsync(Formats.Number((long)trashed + 1));

        await page.Locator(".toast [data-shortcut=z]").ClickAsync();
        await Expect(matches).ToHaveTextAsync($"{count}건");
        await Expect(inTrash).ToHaveTextAsync(Formats.Number((long)trashed));
        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync($"{count:N0}");
        Assert.Empty(tab.Problems);
    }
}
