using CrmAdmin.Access;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>What a person sees whose account is taken away in the middle of work.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SessionEndTests(BrowserHost host)
{
    private const string Email = "leaver@example.com";
    private static readonly Caller Owner = new("test", ActorKind.User, "test", Role.Owner, "test");

    [Fact]
    public async Task Circuit_OfADisabledUser_LeavesForTheSignInPageWithinAMinute()
    {
        var users = host.Services.GetRequiredService<UserService>();
        var leaver = await users.CreateAsync(Owner, new UserInput(Email, "Leaver", Role.Member, CrmApp.OwnerPassword), CancellationToken.None);
        await using var tab = await host.OpenTabAsync(signIn: false);
        await tab.SignInAsync(Email, CrmApp.OwnerPassword);

        await users.UpdateAsync(Owner, leaver.UserId, new UserInput(Disabled: true), CancellationToken.None);

        await Expect(tab.Page.Locator("input[type=password]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Contains("/login?returnUrl=", tab.Page.Url, StringComparison.Ordinal);
    }
}
