using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>Somebody who is quicker than the network: what is pressed while an answer is on its way counts when it is there.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HeldKeysTests(BrowserHost host) : IAsyncLifetime
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(150);
    private readonly SocketCutter network = new(host.Address);
    private Tab tab = default!;

    private IPage Page => tab.Page;

    [Fact]
    public async Task Delete_RightAfterX_AsksForTheRowJustChosen()
    {
        await PressAsync("j", "x", "Delete");

        await Expect(Page.Locator("dialog[open]")).ToContainTextAsync("고객 1건을 삭제할까요?");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Shortcut_RightAfterEscape_IsNotLost()
    {
        await PressAsync("n");
        await Expect(Page.Locator("dialog[open] h2")).ToBeVisibleAsync();

        await PressAsync("Escape", "f");

        await Expect(Page.Locator(".builder")).ToBeVisibleAsync();
        await Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Text_RightAfterAKeyThatOpensADialog_IsTypedThere()
    {
        await PressAsync("j", "x", "t", "v", "i", "p");

        await Expect(Page.Locator("#bulk-tag")).ToHaveValueAsync("vip");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Key_RightAfterAnEditorWasLeft_IsAShortcutAgain()
    {
        await PressAsync("j", "F2");
        await Expect(Page.Locator("td [data-editor] input")).ToBeFocusedAsync();

        await PressAsync("Escape", "x");

        await Expect(Page.Locator(".bulk-bar")).ToContainTextAsync("1건 선택됨");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Text_TypedFasterThanItIsHeard_LosesNoCharacter()
    {
        const string Name = "키보드로 빠르게 적은 이름";
        await PressAsync("/");
        await Page.Keyboard.TypeAsync(Name, new() { Delay = 40 });
        await Expect(Page.Locator(".records-list .state")).ToContainTextAsync("조건에 맞는 레코드가 없습니다");
        await Expect(Page.Locator("[data-shortcut='/']")).ToHaveValueAsync(Name);

        await Page.Locator("[data-shortcut='/']").FillAsync("");
        await Page.Locator(".table-box[data-live]").WaitForAsync();
        await Page.Locator("tbody .check").First.ClickAsync();
        await Expect(Page.Locator(".bulk-bar")).ToBeVisibleAsync();
        await PressAsync("t");
        await Expect(Page.Locator("#bulk-tag")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(Name, new() { Delay = 40 });
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".toasts")).ToContainTextAsync($"1건에 태그를 추가했습니다: {Name}");
        Assert.Empty(tab.Problems);
    }

    public async Task InitializeAsync()
    {
        tab = await host.OpenTabAsync(network.Address);
        await tab.GoAsync("/records/contact");
        await Page.Locator(".table-box[data-live]").WaitForAsync();
        network.Delay = Slow;
    }

    public async Task DisposeAsync()
    {
        network.Delay = default;
        await tab.DisposeAsync();
        network.Dispose();
    }

    private async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }
}
