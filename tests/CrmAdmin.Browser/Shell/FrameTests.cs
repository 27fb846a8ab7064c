using System.Text.RegularExpressions;
using CrmAdmin.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>What surrounds every page: language, theme, palette, shortcuts, the way out.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FrameTests(BrowserHost host)
{
    [Fact]
    public async Task Language_Switched_StaysSwitched()
    {
        await using var tab = await host.OpenTabAsync(locale: "en-US");
        await tab.GoAsync("/");
        await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("lang", "ko");

        await tab.Page.Locator("[data-set-language=en]").First.ClickAsync();

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Home");
        await tab.WaitForCircuitAsync();
        await tab.GoAsync("/");
        await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task SkipLink_Followed_LeadsIntoThePageThatIsShownAndLeavesItAsItIs()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact");
        await tab.Page.GetByRole(AriaRole.Searchbox).FillAsync("김");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("q="));
        var address = tab.Page.Url;

        await tab.Page.Locator(".skip").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Page.Locator("main:focus")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("김");
        Assert.Equal(address, tab.Page.Url);
        await tab.Page.Keyboard.PressAsync("Tab");
        await Expect(tab.Page.Locator("main :focus")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Theme_ChosenFromTheMenu_IsThereInTheFirstByteNextTime()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "테마" }).ClickAsync();

        await tab.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "어둡게" }).ClickAsync();

        await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        var answer = await tab.Page.GotoAsync("/");
        Assert.Contains("data-theme=\"dark\"", await answer!.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tabs_OnATelephone_ShowTheOneThatIsOpen()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.Page.SetViewportSizeAsync(390, 844);
        await tab.GoAsync("/settings/audit");

        await Expect(tab.Page.Locator(".tabs [aria-current=page]")).ToBeInViewportAsync(new() { Ratio = 1 });

        await tab.Page.Locator(".tabs a").First.ClickAsync();
        await Expect(tab.Page.Locator(".tabs [aria-current=page]")).ToHaveTextAsync("개체와 속성");
        await Expect(tab.Page.Locator(".tabs [aria-current=page]")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task Palette_ByKeyboardAlone_FindsByInitialConsonantsAndGoesThere()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/not-found");

        await tab.Page.Keyboard.PressAsync("Control+k");
        await tab.Page.Keyboard.TypeAsync("ㅎ");
        await Expect(tab.Page.Locator("#palette .option.active")).ToHaveTextAsync("홈");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("홈");
        Assert.Equal("/", new Uri(tab.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Palette_GivenANameAndEnterAtOnce_OpensTheRecord()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("E");
        await page.Locator("#palette [data-found]").First.WaitForAsync();
        await page.Keyboard.TypeAsync("vergreen Partn");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("h1")).ToHaveTextAsync("Evergreen Partners");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette input")).ToHaveValueAsync("");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Palette_OfThePageInFront_PressesItsButtonsAndMakesRecords()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/records/contact");
        await page.Locator("tbody tr .title").First.WaitForAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("조건");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".builder")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("새 회사");
        await Expect(page.Locator("#palette .option.active")).ToHaveTextAsync("새 회사");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("회사");
        await Expect(page.Locator("#new-name")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/records/company$"));
    }

    [Fact]
    public async Task Palette_LeftWithEscape_GivesTheFocusBack()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");

        // A new page gives the focus to its heading.
        await Expect(tab.Page.Locator("h1")).ToBeFocusedAsync();
        var opener = tab.Page.Locator("[data-open-palette]");
        await opener.FocusAsync();

        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("#palette input")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Escape");

        await Expect(opener).ToBeFocusedAsync();
    }

    [Fact]
    public async Task QuestionMark_OutsideOfText_ListsTheKeysOfThisPage()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");

        await tab.Page.Keyboard.PressAsync("?");

        await Expect(tab.Page.Locator("#shortcuts dl")).ToContainTextAsync("찾기와 이동");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Page.Locator("#shortcuts")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task SignOut_FromTheMenu_EndsTheSession()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");
        await Expect(tab.Page.Locator(".who")).ToHaveAttributeAsync("title", CrmApp.OwnerEmail);
        Assert.True(await tab.Page.Locator(".who .ellipsis").EvaluateAsync<bool>("name => name.scrollWidth <= name.clientWidth"), "Who is signed in is cut.");
        await tab.Page.Locator(".who").ClickAsync();

        await tab.Page.GetByRole(AriaRole.Menuitem, new() { Name = "로그아웃" }).ClickAsync();

        await Expect(tab.Page.Locator("input[type=password]")).ToBeVisibleAsync();
        await tab.Page.GotoAsync("/");
        Assert.Equal("/login", new Uri(tab.Page.Url).AbsolutePath);
    }
}
