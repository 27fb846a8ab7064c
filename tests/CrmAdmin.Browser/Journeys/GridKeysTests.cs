using System.Text.RegularExpressions;
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

        await page.Keyboard.PressAsync("Escape");
        await Expect(page).ToHaveURLAsync(new Regex("/records/contact$"));
        Assert.Empty(tab.Problems);
    }
}
