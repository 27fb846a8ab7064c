using CrmAdmin.Records.Grid;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>Why is it here, and why is that one not.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WhyJourneyTests(BrowserHost host)
{
    private static readonly string Silver =
        "/records/contact?c=" + GridAddress.Encode("""{"operator":"AND","conditions":[{"field":"data.grade","operator":"includes_any","value":["SILVER"]}]}""");

    [Fact]
    public async Task Row_AskedByKey_TellsThatItMatches_AndAnotherWhyItDoesNot()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync(Silver);
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("w");
        await Expect(page.Locator("dialog[open] .banner.success")).ToContainTextAsync("조건에 맞아");
        await Expect(page.Locator(".why .seen")).ToContainTextAsync("실버");

        await page.Locator("dialog[open] .pick-button").ClickAsync();
        await new Hands(page).Focused(".pick [role=combobox]");
        await page.Keyboard.TypeAsync("Daniel");
        await Expect(page.Locator(":popover-open .option.active")).ToContainTextAsync("Daniel");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("dialog[open] .banner.warning")).ToContainTextAsync("맞지 않는 조건 1개");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Row_AskedByMouse_AndTheRecordBeside_OpenTheSame()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync(Silver);
        await page.Locator(".table-box[data-live]").WaitForAsync();
        var row = page.Locator("tr[data-index='2']");
        var name = await row.Locator(".title").InnerTextAsync();
        await row.HoverAsync();
        await row.Locator("[data-why]").ClickAsync();
        await Expect(page.Locator("dialog[open] .banner")).ToContainTextAsync(name);
        await page.Keyboard.PressAsync("Escape");

        await row.Locator(".title").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "왜 여기에 있는지 보기" }).ClickAsync();
        await Expect(page.Locator("dialog[open] .banner")).ToContainTextAsync(name);
        Assert.Empty(tab.Problems);
    }
}
