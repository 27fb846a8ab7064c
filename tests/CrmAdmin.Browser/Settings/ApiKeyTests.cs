using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests;
using CrmAdmin.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Settings;

/// <summary>What a person does with API keys.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ApiKeyTests(BrowserHost host)
{
    [Fact]
    public async Task NewKey_RestrictedToV2Signatures_IsSoUntilSwitchedBack()
    {
        await using var app = new CrmApp().Listen();
        await using var tab = await host.OpenTabAsync(app.Address);
        using var client = new HttpClient(new HmacSigner(CrmApp.OwnerKey, CrmApp.OwnerSecret, TimeProvider.System) { InnerHandler = new SocketsHttpHandler() })
        {
            BaseAddress = app.Address,
        };
        await tab.GoAsync("/settings/api-keys");
        var page = tab.Page;
        await page.Locator("[data-shortcut=n]").ClickAsync();
        await page.Locator("#credential-name").FillAsync("쇼핑몰");
        await page.Locator("dialog[open]").GetByRole(AriaRole.Switch).CheckAsync();
        await page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(page.Locator("dialog[open] code.secret").First).ToBeVisibleAsync();
        Assert.True(await RequiresV2Async(client));

        await page.Keyboard.PressAsync("Escape");
        var only = page.GetByRole(AriaRole.Switch, new() { Name = "‘쇼핑몰’ V2 서명만 받기" });
        await Expect(only).ToBeCheckedAsync();
        await only.ClickAsync();
        await Expect(only).Not.ToBeCheckedAsync();
        await Expect(page.Locator("body")).ToContainTextAsync("이제 모든 서명을 받습니다: 쇼핑몰");
        Assert.False(await RequiresV2Async(client));
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Switch_WhoseChangeIsRefused_ShowsWhatStillHolds()
    {
        await using var app = new CrmApp().Listen();
        var owner = Caller.System("test");
        await app.Services.GetRequiredService<UserService>().CreateAsync(owner, new UserInput("admin@example.com", "Admin", Role.Admin, CrmApp.OwnerPassword), default);
        var keys = app.Services.GetRequiredService<ApiKeyService>();
        var key = await keys.CreateAsync(owner, new CredentialInput("쇼핑몰", Role.Member), default);
        await using var tab = await host.OpenTabAsync(app.Address, signIn: false);
        await tab.SignInAsync("admin@example.com", CrmApp.OwnerPassword);
        await tab.GoAsync("/settings/api-keys");
        var enabled = tab.Page.GetByRole(AriaRole.Switch, new() { Name = "쇼핑몰" }).Last;
        await Expect(enabled).ToBeCheckedAsync();

        await keys.UpdateAsync(owner, key.ApiKeyId, new CredentialInput(Role: Role.Owner), default);
        await enabled.ClickAsync();

        await Expect(tab.Page.Locator(".toast[role=alert]")).ToBeVisibleAsync();
        await Expect(enabled).ToBeDisabledAsync();
        await Expect(enabled).ToBeCheckedAsync();
        Assert.Empty(tab.Problems);
    }

    private static async Task<bool> RequiresV2Async(HttpClient client)
    {
        var keys = JsonNode.Parse(await client.GetStringAsync(new Uri("/crm-core/v1/api-keys", UriKind.Relative)))!;
        return (bool)keys["data"]!.AsArray().Single(k => (string?)k!["name"] == "쇼핑몰")!["requiresV2"]!;
    }
}
