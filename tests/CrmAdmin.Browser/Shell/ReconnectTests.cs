using CrmAdmin.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>What a person sees when the network or the server goes away and comes back.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReconnectTests(BrowserHost host)
{
    [Fact]
    public async Task Button_Clicked_CountsWithoutBreakingThePolicy()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");

        await ClickAsync(tab, 3);

        await Expect(Count(tab)).ToHaveTextAsync("3");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Socket_CutAndMended_ComesBackToTheSameCircuit()
    {
        using var network = new SocketCutter(host.Address);
        await using var tab = await host.OpenTabAsync(network.Address);
        await tab.GoAsync("/");
        await ClickAsync(tab, 3);
        await Expect(Count(tab)).ToHaveTextAsync("3");

        network.Cut();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        network.Mend();

        await Expect(Dialog(tab)).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await ClickAsync(tab, 1);
        await Expect(Count(tab)).ToHaveTextAsync("4");
    }

    [Fact]
    public async Task Server_Restarted_BringsThePageBackToItsAddress()
    {
        using var storage = new TempFolder();
        await using var first = new CrmApp { StoragePath = storage.Path }.Listen();
        var address = first.Address;
        await using var tab = await host.OpenTabAsync(address);
        await tab.GoAsync("/?kept=1");
        await ClickAsync(tab, 2);
        await Expect(Count(tab)).ToHaveTextAsync("2");

        await first.DisposeAsync();
        await Expect(Dialog(tab)).ToBeVisibleAsync();
        await using var second = new CrmApp { StoragePath = storage.Path }.Listen(address.Port);

        await Expect(Count(tab)).ToHaveTextAsync("0", new() { Timeout = 30_000 });
        await tab.WaitForCircuitAsync();
        await ClickAsync(tab, 1);
        await Expect(Count(tab)).ToHaveTextAsync("1");
        Assert.Equal(new Uri(address, "/?kept=1"), new Uri(tab.Page.Url));
    }

    private static ILocator Count(Tab tab) => tab.Page.Locator("#count");

    private static ILocator Dialog(Tab tab) => tab.Page.Locator("#components-reconnect-modal");

    private static Task ClickAsync(Tab tab, int times) => Count(tab).ClickAsync(new() { ClickCount = times });
}
