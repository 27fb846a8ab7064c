using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>Pages whose state stands in the address: a link to the page that is shown, followed after it was narrowed, shows what the address says.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AddressedPageTests(BrowserHost host)
{
    [Fact]
    public async Task Records_ByTheLinkOfTheirEntity_AreAllShownAgain_HoweverTheyWereComeTo()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact");
        await tab.Page.Locator(".table-box[data-live]").WaitForAsync();
        await SearchAndReturnAsync(tab.Page, "records/contact");

        await Link(tab.Page, "records/company").ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("회사");
        await SearchAndReturnAsync(tab.Page, "records/company");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Trash_ByItsLink_IsAllShownAgain()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/trash");
        await SearchAndReturnAsync(tab.Page, "trash");
    }

    [Fact]
    public async Task Home_ByItsLink_ShowsItsFirstPeriodAgain()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/?days=30");
        await Expect(tab.Page.GetByRole(AriaRole.Radio, new() { Name = "30일" })).ToBeCheckedAsync();

        await Link(tab.Page, "").ClickAsync();

        await Expect(tab.Page.GetByRole(AriaRole.Radio, new() { Name = "14일" })).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Activities_ByTheirLink_AreAllShownAgain()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/activities");
        var period = tab.Page.GetByRole(AriaRole.Button, new() { Name = "90일" });
        await period.ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("[?]"));
        await Expect(period).ToHaveAttributeAsync("aria-pressed", "true");

        await Link(tab.Page, "activities").ClickAsync();

        await Expect(period).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task Audit_ByItsTab_ShowsEveryActionAgain()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/settings/audit");
        var action = tab.Page.GetByRole(AriaRole.Combobox, new() { Name = "작업" });
        await action.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(tab.Page).ToHaveURLAsync(new Regex("action="));

        await tab.Page.Locator(".tabs a[aria-current=page]").ClickAsync();

        await Expect(action).ToHaveValueAsync("");
    }

    private static async Task SearchAndReturnAsync(IPage page, string address)
    {
        var search = page.GetByRole(AriaRole.Searchbox);
        await search.FillAsync("김");
        await Expect(page).ToHaveURLAsync(new Regex("q="));
        await Link(page, address).ClickAsync();
        await Expect(search).ToHaveValueAsync("");
        await Expect(page).Not.ToHaveURLAsync(new Regex("q="));
    }

    private static ILocator Link(IPage page, string address) => page.Locator($".nav a[href='{address}']");
}
