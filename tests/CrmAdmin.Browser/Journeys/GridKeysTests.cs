using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>Rows are walked and opened without the mouse, right after the page was opened.</summary>
[Collection(BrowserCollection.Name)]
public sealed class GridKeysTests(BrowserHost host)
{
    [Fact]
    public async Task Enter_AfterJ_OpensTheRowAndEscapeClosesIt()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/records/contact");
        await page.Locator(".table-box[data-live]").WaitForAsync();
        var second = (await page.Locator("tr[data-index=\"1\"] td.name").InnerTextAsync()).Trim();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/records/contact/CRMRC1"));
        await Expect(page.Locator(".record-panel h2")).ToContainTextAsync(second);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("tr[data-index='3'][data-open]")).ToBeVisibleAsync();
        await Expect(page.Locator(".record-panel h2")).ToHaveTextAsync((await page.Locator("tr[data-index='3'] td.name").InnerTextAsync()).Trim());

        await page.Keyboard.PressAsync("Escape");
        await Expect(page).ToHaveURLAsync(new Regex("/records/contact$"));
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Arrows_BetweenCells_LeadToTheOneThatEnterAndTabEdit()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/records/contact?columns=name,dateCreated,data.email,data.totalSpent");
        await page.Locator(".table-box[data-live]").WaitForAsync();
        ILocator Cell(int column) => page.Locator($"tr[data-index='2'] td[data-column='{column}']");

        foreach (var key in new[] { "j", "j", "j", "ArrowRight", "ArrowRight", "ArrowRight" })
        {
            await page.Keyboard.PressAsync(key);
        }

        await Expect(page.Locator("td.at")).ToHaveCountAsync(1);
        await Expect(Cell(2)).ToHaveClassAsync(new Regex("\\bat\\b"));
        await Expect(page.Locator("[role=grid]")).ToHaveAttributeAsync("aria-activedescendant", (await Cell(2).GetAttributeAsync("id"))!);

        await page.Keyboard.PressAsync("Enter");
        await Expect(Cell(2).Locator("input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("not an address");
        await page.Keyboard.PressAsync("Tab");
        await Expect(Cell(2).Locator("[role=alert]")).ToBeVisibleAsync();
        await Cell(2).Locator("input").FillAsync("by.key@example.com");
        await page.Keyboard.PressAsync("Tab");
        await Expect(Cell(3).Locator("input")).ToBeFocusedAsync();
        await Expect(Cell(2)).ToHaveTextAsync("by.key@example.com");

        await page.Keyboard.TypeAsync("77000");
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(Cell(2).Locator("input")).ToBeFocusedAsync();
        await Expect(Cell(3)).ToHaveTextAsync("77,000");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[role=grid]")).ToBeFocusedAsync();
        await Expect(Cell(2)).ToHaveClassAsync(new Regex("\\bat\\b"));

        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("F2");
        await Expect(page.Locator("[data-editor]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("td.at")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("F2");
        await Expect(Cell(0).Locator("input")).ToBeFocusedAsync();
        Assert.Empty(tab.Problems);
    }
}
