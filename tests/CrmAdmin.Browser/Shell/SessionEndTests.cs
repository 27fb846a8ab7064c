using CrmAdmin.Access;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>What a person sees whose session ends in the middle of work.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SessionEndTests(BrowserHost host)
{
    private const string Email = "leaver@example.com";
    private const string Address = "/records/guest?columns=name";
    private static readonly Caller Owner = new("test", ActorKind.User, "test", Role.Owner, "test");

    [Fact]
    public async Task Session_ThatEnds_KeepsWhatWasTypedForThatPersonAlone()
    {
        await using var app = new CrmApp().Listen();
        await Guests.FillAsync(app, [new { name = "손님" }]);
        var users = app.Services.GetRequiredService<UserService>();
        var leaver = await users.CreateAsync(Owner, new UserInput(Email, "Leaver", Role.Member, CrmApp.OwnerPassword), CancellationToken.None);
        await using var tab = await host.OpenTabAsync(app.Address, signIn: false);
        await tab.SignInAsync(Email, CrmApp.OwnerPassword);
        await tab.GoAsync(Address);
        var (cell, typed) = (tab.Page.Locator("tr[data-index='0'] td.name"), tab.Page.Locator("td [data-editor] input"));

        // The save finds that the session is over.
        await cell.DblClickAsync();
        await typed.FillAsync("고치던 이름");
        await SetAsync(isDisabled: true);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Locator("input[type=password]").WaitForAsync();
        await SetAsync(isDisabled: false);
        await SignInAsync(Email);
        await Expect(typed).ToHaveValueAsync("고치던 이름");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(cell).ToHaveTextAsync("고치던 이름");

        // The circuit finds it within a minute; somebody else signs in.
        await cell.DblClickAsync();
        await typed.FillAsync("남은 못 볼 이름");
        await SetAsync(isDisabled: true);
        await Expect(tab.Page.Locator("input[type=password]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Contains("/login?returnUrl=%2Frecords%2Fguest%3Fcolumns%3Dname", tab.Page.Url, StringComparison.Ordinal);
        await SignInAsync(CrmApp.OwnerEmail);
        await tab.Page.Locator(".table-box[data-live]").WaitForAsync();
        Assert.Null(await tab.Page.EvaluateAsync<string?>("sessionStorage.getItem('kept')"));
        await Expect(tab.Page.Locator("[data-editor], dialog[open]")).ToHaveCountAsync(0);

        Task SetAsync(bool isDisabled) => users.UpdateAsync(Owner, leaver.UserId, new UserInput(Disabled: isDisabled), CancellationToken.None);

        async Task SignInAsync(string email)
        {
            await tab.Page.Locator("input[type=email]").FillAsync(email);
            await tab.Page.Locator("input[type=password]").FillAsync(CrmApp.OwnerPassword);
            await tab.Page.Locator("button[type=submit]").ClickAsync();
            await Expect(tab.Page).ToHaveURLAsync(new Uri(app.Address, Address).ToString());
            await tab.WaitForCircuitAsync();
        }
    }
}
