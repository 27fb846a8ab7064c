using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>A grid as a person likes it gets a name, opens by itself, and goes again.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ViewJourneyTests(BrowserHost host)
{
    private static readonly string[] Headers = ["이름", "직원 수", "도시"];

    [Fact]
    public async Task View_SavedAndMadeTheDefault_OpensTheGridUntilItIsDeleted()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        var headers = page.Locator("th[data-path] .ellipsis");
        await tab.GoAsync("/records/company?sort=-data.employees&columns=name,data.employees,data.city&pinned=data.employees");
        await ChooseAsync(page, "새 보기로 저장");
        await page.Locator("#view-name").FillAsync("큰 회사부터");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".view-name")).ToHaveTextAsync("큰 회사부터");
        await ChooseAsync(page, "이 보기로 열기");
        await Expect(page.Locator("[role=menuitem]", new() { HasText = "처음 열림" })).ToHaveCountAsync(1);

        await tab.GoAsync("/records/company");
        await Expect(headers).ToHaveTextAsync(Headers);
        await Expect(page.Locator("th[data-path='data.employees']")).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(page.Locator("th[data-path].pinned")).ToHaveCountAsync(2);

        await page.Locator("th[data-path=name] .sort").ClickAsync();
        await Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("바뀜");
        await ChooseAsync(page, "바뀐 대로 저장");
        await Expect(page.Locator(".page-header .badge")).ToHaveCountAsync(0);
        await ChooseAsync(page, "기본 보기");
        await Expect(page.Locator(".view-name")).ToHaveTextAsync("기본 보기");
        await Expect(headers).Not.ToHaveTextAsync(Headers);

        await tab.GoAsync("/records/company");
        await Expect(page.Locator("th[data-path=name]")).ToHaveAttributeAsync("aria-sort", "ascending");
        await ChooseAsync(page, "보기 삭제");
        await Expect(page.Locator(".toast")).ToContainTextAsync("큰 회사부터");
        await tab.GoAsync("/records/company");
        await Expect(page.Locator(".view-name")).ToHaveTextAsync("기본 보기");
        await Expect(headers).Not.ToHaveTextAsync(Headers);
        Assert.Empty(tab.Problems);
    }

    private static async Task ChooseAsync(IPage page, string act)
    {
        await page.Locator(".page-header [popovertarget]").ClickAsync();
        await page.Locator("[role=menuitem]:visible", new() { HasText = act }).ClickAsync();
    }
}
