using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>Somebody who is quicker than a slow line: what is pressed while the page's scripts are on their way is not lost.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EarlyTests(BrowserHost host) : IAsyncLifetime
{
    private const string Circuit = "**/js/start*.js";
    private const string Grid = "**/js/grid/grid*.js";
    private readonly TaskCompletionSource arrival = new();
    private Tab tab = default!;

    private IPage Page => tab.Page;

    [Fact]
    public async Task Rows_TickedBeforeTheCircuit_AreChosenOnceItIsThere()
    {
        await OpenWithoutAsync(Circuit);
        await Page.Locator("tr[data-index='1'] .check").ClickAsync();
        await Page.Locator("tr[data-index='3'] .check").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await ArriveAsync();

        await Expect(Page.Locator(".bulk-bar")).ToContainTextAsync("3건 선택됨");
        foreach (var row in new[] { 1, 2, 3 })
        {
            await Expect(Page.Locator($"tr[data-index='{row}'][aria-selected=true] .check")).ToBeCheckedAsync();
        }

        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Cell_DoubleClickedBeforeTheCircuit_IsEdited()
    {
        await OpenWithoutAsync(Circuit);
        await Page.Locator("tr[data-index='2'] td[data-column='1']").DblClickAsync();
        await ArriveAsync();

        await Expect(Page.Locator("tr[data-index='2'] td[data-column='1'] [data-editor] input")).ToBeFocusedAsync();
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Text_TypedAndButton_PressedBeforeTheCircuit_AreHeardInTheirOrder()
    {
        await OpenWithoutAsync(Circuit);
        await Page.Locator("[data-shortcut='/']").FillAsync("김민");
        await Page.Locator("[data-shortcut=f]").ClickAsync();
        await ArriveAsync();

        await Expect(Page.Locator(".builder")).ToBeVisibleAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("q="));
        await Expect(Page.Locator("td.name").First).ToContainTextAsync("김민");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Text_BegunBeforeTheCircuit_GoesOnWhereItStands()
    {
        await OpenWithoutAsync(Circuit);
        await Page.Locator("[data-shortcut='/']").PressSequentiallyAsync("VI");
        await ArriveAsync();

        await Page.Locator(".table-box[data-live]").WaitForAsync();
        await Page.Keyboard.TypeAsync("P");
        await Expect(Page.Locator("[data-shortcut='/']")).ToHaveValueAsync("VIP");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task File_ChosenBeforeTheCircuit_IsTakenOnceItIsThere()
    {
        await OpenWithoutAsync(Circuit, "/records/contact/import", ".file-drop");
        await Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "명단.csv", MimeType = "text/csv", Buffer = "이름\n홍길동\n"u8.ToArray() });
        await ArriveAsync();

        await Expect(Page.Locator("h1")).ToHaveTextAsync("명단.csv");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Row_TickedAndKeysPressedBeforeTheScriptOfTheGrid_AreHeardOnceItIsThere()
    {
        await OpenWithoutAsync(Grid);
        await tab.WaitForCircuitAsync();
        await Page.Locator("tr[data-index='1'] .check").ClickAsync();
        foreach (var key in new[] { "j", "j", "j", "x" })
        {
            await Page.Keyboard.PressAsync(key);
        }

        await ArriveAsync();

        await Expect(Page.Locator(".bulk-bar")).ToContainTextAsync("2건 선택됨");
        await Expect(Page.Locator("tr[data-index='1'] .check")).ToBeCheckedAsync();
        Assert.Empty(tab.Problems);
    }

    public async Task InitializeAsync() => tab = await host.OpenTabAsync();

    public async Task DisposeAsync() => await tab.DisposeAsync();

    private async Task ArriveAsync()
    {
        Assert.Equal(0, await Page.Locator(".table-box[data-live]").CountAsync());
        arrival.SetResult();
    }

    /// <summary>A page, the list unless given, as it stands while one of its scripts is still on its way.</summary>
    private async Task OpenWithoutAsync(string script, string path = "/records/contact", string shown = "tr[data-index='0']")
    {
        await Page.RouteAsync(script, async route =>
        {
            await arrival.Task;
            await route.ContinueAsync();
        });
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
        await Page.Locator(shown).WaitForAsync();
    }
}
