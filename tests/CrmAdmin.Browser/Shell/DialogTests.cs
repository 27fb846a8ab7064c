using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>A dialog that holds what was typed and not saved asks before it goes, whichever way it is left.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DialogTests(BrowserHost host)
{
    private const string Typed = "김쓰는중";

    [Fact]
    public async Task Escape_InAFieldThatWasTypedInto_AsksAndKeepsIt_ThenLetsGo()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact");
        var name = await TypeAsync(tab);

        // The browser closes a dialog by the second one whatever the page says.
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Question(tab).GetByRole(AriaRole.Button, new() { Name = "취소" }).ClickAsync();

        await Expect(Question(tab)).ToHaveCountAsync(0);
        await Expect(name).ToBeVisibleAsync();
        await Expect(name).ToHaveValueAsync(Typed);

        await tab.Page.Keyboard.PressAsync("Escape");
        await Question(tab).GetByRole(AriaRole.Button, new() { Name = "나가기" }).ClickAsync();

        await Expect(tab.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Escape_InTheQuestion_LeadsBackToWhatWasTyped()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact");
        var name = await TypeAsync(tab);

        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(Question(tab)).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("Escape");

        await Expect(Question(tab)).ToHaveCountAsync(0);
        await Expect(name).ToHaveValueAsync(Typed);
        await Expect(name).ToBeFocusedAsync();

        // What the page still had to say has come when it has answered once more.
        await tab.Page.Locator("#new-tags").PressSequentiallyAsync("단골,");
        await Expect(tab.Page.Locator("dialog[open] .tag-input .chip")).ToHaveTextAsync("단골");
        Assert.Equal(0, await Question(tab).CountAsync());
    }

    [Fact]
    public async Task PressBesideTheDialog_AsksToo()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact");
        var name = await TypeAsync(tab);

        await tab.Page.Mouse.ClickAsync(5, 5);

        await Expect(Question(tab)).ToBeVisibleAsync();
        await Expect(name).ToHaveValueAsync(Typed);
    }

    [Fact]
    public async Task Back_AsksAndKeepsIt_ThenLeads()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/trash/contact");
        await tab.Page.Locator(".sidebar a[href$='records/contact']").First.ClickAsync();
        var name = await TypeAsync(tab);

        await tab.Page.EvaluateAsync("history.back()");
        await Question(tab).GetByRole(AriaRole.Button, new() { Name = "취소" }).ClickAsync();

        await Expect(Question(tab)).ToHaveCountAsync(0);
        await Expect(name).ToHaveValueAsync(Typed);
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/records/contact"));

        // Impatiently.
        await tab.Page.EvaluateAsync("history.back()");
        await Expect(Question(tab)).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync("history.back()");
        await Question(tab).GetByRole(AriaRole.Button, new() { Name = "나가기" }).ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Regex("/trash/contact"));
        await Expect(tab.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task DialogWithNothingTyped_GoesWithoutAsking()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact");
        await tab.Page.ShortcutAsync("n");
        await Expect(tab.Page.Locator("#new-name")).ToBeFocusedAsync();

        await tab.Page.Keyboard.PressAsync("Escape");

        await Expect(tab.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
    }

    /// <summary>Types a name into the dialog of a new record on the page that is shown, and stays in the field.</summary>
    private static async Task<ILocator> TypeAsync(Tab tab)
    {
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "새 레코드" }).First.ClickAsync();
        var name = tab.Page.Locator("#new-name");
        await name.PressSequentiallyAsync(Typed);
        return name;
    }

    private static ILocator Question(Tab tab) => tab.Page.Locator("dialog[open]", new() { HasText = "저장하지 않고 나갈까요?" });
}
