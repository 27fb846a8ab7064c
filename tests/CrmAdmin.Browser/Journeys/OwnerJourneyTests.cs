using CrmAdmin.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>Owners are people with names, wherever they are chosen or shown.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OwnerJourneyTests(BrowserHost host)
{
    [Fact]
    public async Task Owner_ChosenByNameInTheGrid_IsShownAndFoundByName()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/records/company?columns=name,ownerId&sort=name");
        await page.Locator(".table-box[data-live]").WaitForAsync();
        var cell = page.Locator("tr[data-index='3'] td[data-column='1']");
        await cell.DblClickAsync();
        await cell.Locator("select").SelectOptionAsync(new SelectOptionValue { Label = CrmApp.OwnerEmail });
        await page.Keyboard.PressAsync("Enter");
        await Expect(cell.Locator("[data-editor]")).ToHaveCountAsync(0);
        await Expect(cell).ToHaveTextAsync(CrmApp.OwnerEmail);

        await page.Keyboard.PressAsync("f");
        await page.Locator(".builder [data-part=add]").ClickAsync();
        var hands = new Hands(page);
        await hands.PickFieldAsync("담당자");
        await hands.Focused("[role=combobox]");
        await page.Keyboard.TypeAsync(CrmApp.OwnerEmail[..4]);
        await Expect(page.Locator(":popover-open .option.active")).ToHaveTextAsync(CrmApp.OwnerEmail);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".builder-foot .said")).ToContainTextAsync($"담당자가 '{CrmApp.OwnerEmail}'");
        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync("1");
        Assert.Empty(tab.Problems);
    }
}
