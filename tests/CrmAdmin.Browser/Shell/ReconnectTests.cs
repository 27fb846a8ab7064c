using CrmAdmin.Access;
using CrmAdmin.Tests;
using CrmAdmin.Trash;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>What a person sees when the network or the server goes away and comes back.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReconnectTests(BrowserHost host)
{
    [Fact]
    public async Task Period_Pressed_StandsInTheAddressWithoutBreakingThePolicy()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");

        await Period(tab, "30일").CheckAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Uri(host.Address, "/?days=30").ToString());
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Socket_CutAndMended_ComesBackToTheSameCircuit()
    {
        using var network = new SocketCutter(host.Address);
        await using var tab = await host.OpenTabAsync(network.Address);
        await tab.GoAsync("/");
        await tab.Page.EvaluateAsync("window.isTheSamePage = true");
        await tab.Page.Keyboard.PressAsync("Control+k");
        await tab.Page.Locator("#palette .search > input").FillAsync("쓰던 글");

        network.Cut();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        network.Mend();

        await Expect(Dialog(tab)).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(tab.Page.Locator("#palette .search > input")).ToHaveValueAsync("쓰던 글");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Period(tab, "30일").CheckAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Uri(network.Address, "/?days=30").ToString());
        Assert.True(await tab.Page.EvaluateAsync<bool>("window.isTheSamePage === true"));
    }

    [Fact]
    public async Task Server_Restarted_BringsThePageBackToItsAddress()
    {
        using var storage = new TempFolder();
        await using var first = new CrmApp { StoragePath = storage.Path }.Listen();
        var address = first.Address;
        await using var tab = await host.OpenTabAsync(address);
        await tab.GoAsync("/");
        await Period(tab, "30일").CheckAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Uri(address, "/?days=30").ToString());
        await tab.Page.EvaluateAsync("window.isTheSamePage = true");

        await first.DisposeAsync();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        await using var second = new CrmApp { StoragePath = storage.Path }.Listen(address.Port);

        await Expect(Dialog(tab)).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await tab.WaitForCircuitAsync();
        await Expect(Period(tab, "30일")).ToBeCheckedAsync();
        Assert.False(await tab.Page.EvaluateAsync<bool>("window.isTheSamePage === true"));
        await Period(tab, "14일").CheckAsync();
        await Expect(tab.Page).ToHaveURLAsync(address.ToString());
    }

    [Fact]
    public async Task Server_Restarted_KeepsWhatWasTypedAndNotSaved()
    {
        using var storage = new TempFolder();
        await using var first = new CrmApp { StoragePath = storage.Path, Settings = { ["Demo:Enabled"] = "true" } }.Listen();
        var address = first.Address;
        await using var tab = await host.OpenTabAsync(address);
        await tab.GoAsync("/records/contact");
        await tab.Page.Locator(".table-box[data-live]").WaitForAsync();
        await tab.Page.ShortcutAsync("n");
        await tab.Page.Locator("[id='new-name']").FillAsync("끊겨도 남는 이름");
        await tab.Page.Locator("[id='new-data.email']").FillAsync("kept@example.com");

        await first.DisposeAsync();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        await using var second = new CrmApp { StoragePath = storage.Path, Settings = { ["Demo:Enabled"] = "true" } }.Listen(address.Port);

        await Expect(Dialog(tab)).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(tab.Page.Locator("[id='new-name']")).ToHaveValueAsync("끊겨도 남는 이름");
        await Expect(tab.Page.Locator("[id='new-data.email']")).ToHaveValueAsync("kept@example.com");
        await tab.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(tab.Page.Locator(".record-panel h2")).ToHaveTextAsync("끊겨도 남는 이름");
        await Expect(tab.Page.Locator(".record-panel")).ToContainTextAsync("kept@example.com");
    }

    [Fact]
    public async Task Page_LostAgainBeforeItsCircuitStood_KeepsWhatWasTypedBeforeTheFirstLoss()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/records/contact");
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await page.ShortcutAsync("n");
        await page.Locator("[id='new-name']").FillAsync("두 번 끊긴 이름");

        // As where the server has forgotten the circuit, and goes away once more while the page comes back.
        await page.RouteAsync("**/_blazor/negotiate*", route => route.AbortAsync());
        await page.EvaluateAsync("document.getElementById('components-reconnect-modal').classList.add('components-reconnect-rejected')");
        await page.Locator("main:not([data-interactive])").WaitForAsync();
        await page.UnrouteAllAsync();
        await tab.ReloadAsync();

        await Expect(page.Locator("[id='new-name']")).ToHaveValueAsync("두 번 끊긴 이름");
        await tab.ReloadAsync();
        Assert.Null(await page.EvaluateAsync<string?>("sessionStorage.getItem('kept')"));
    }

    [Fact]
    public async Task Server_Restarted_ReopensTheCellThatWasBeingChanged_OrItsFieldBesideTheList()
    {
        using var storage = new TempFolder();
        await using var first = new CrmApp { StoragePath = storage.Path }.Listen();
        var address = first.Address;
        await Guests.FillAsync(first, Enumerable.Range(1, 150).Select(i => new { name = $"손님 {i:000}", tags = new[] { "하나", "둘" } }));
        await using var tab = await host.OpenTabAsync(address);
        var page = tab.Page;
        await tab.GoAsync("/records/guest?columns=name,tags");
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await page.Locator("tr[data-index='2'] td.name").DblClickAsync();
        await page.Locator("td [data-editor] input").FillAsync("고치던 이름");

        await first.DisposeAsync();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        await using var second = new CrmApp { StoragePath = storage.Path }.Listen(address.Port);
        await Expect(Dialog(tab)).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("tr[data-index='2'] td.name [data-editor] input")).ToHaveValueAsync("고치던 이름");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("tr[data-index='2'] td.name")).ToHaveTextAsync("고치던 이름");

        // A row that the list does not begin with, and tags, which are more than a text.
        await page.Locator("[role=grid]").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Locator("tr[data-index='149'] td[data-column='1']").DblClickAsync();
        await page.Locator("[data-editor] .chip", new() { HasText = "하나" }).Locator("button").ClickAsync();
        await page.Locator("[data-editor] input").FillAsync("셋,");
        await Expect(page.Locator("[data-editor] .chip")).ToHaveTextAsync(["둘", "셋"]);
        await page.Locator("[data-editor] input").FillAsync("넷을 적다");

        await second.DisposeAsync();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        await using var third = new CrmApp { StoragePath = storage.Path }.Listen(address.Port);
        var field = page.Locator(".record-panel [data-field=tags]");
        await Expect(field.Locator("[data-editor] .chip")).ToHaveTextAsync(["둘", "셋"], new() { Timeout = 60_000 });
        await Expect(field.Locator("[data-editor] input")).ToHaveValueAsync("넷을 적다");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(field.Locator(".record-value .chip")).ToHaveTextAsync(["둘", "셋", "넷을 적다"]);

        // Where the record itself is gone, what was typed is shown.
        await page.Locator(".record-panel [data-field=name] .record-value").DblClickAsync();
        await page.Locator(".record-panel [data-editor] input").FillAsync("갈 곳 없는 이름");
        await third.Services.GetRequiredService<TrashService>().DeleteAsync(Caller.System("test"), [page.Url.Split('?')[0].Split('/')[^1]], permanent: false, default);
        await third.DisposeAsync();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        await using var fourth = new CrmApp { StoragePath = storage.Path }.Listen(address.Port);
        await Expect(page.Locator("#kept textarea")).ToHaveValueAsync("갈 곳 없는 이름", new() { Timeout = 60_000 });
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".record-panel .state")).ToContainTextAsync("레코드가 없습니다");
    }

    private static ILocator Period(Tab tab, string name) => tab.Page.GetByRole(AriaRole.Radio, new() { Name = name });

    private static ILocator Dialog(Tab tab) => tab.Page.Locator("#components-reconnect-modal");
}
