using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Settings;

/// <summary>What an owner sets is so at once, is so after a reload, and stands in the log.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SettingsJourneyTests(BrowserHost host) : IAsyncLifetime
{
    private static readonly Caller Owner = Caller.System("test");
    private readonly CrmApp app = new() { Settings = { ["Demo:Enabled"] = "true" } };
    private Tab tab = default!;

    private IPage Page => tab.Page;

    [Fact]
    public async Task User_AddedAndGivenAnotherRole_SignsInWithIt()
    {
        await tab.GoAsync("/settings/users");
        await Page.ShortcutAsync("n");
        await Page.Locator("#user-email").FillAsync("new.one@example.com");
        await Page.Locator("#user-name").FillAsync("새 사람");
        await Page.Locator("#user-role").SelectOptionAsync("Viewer");
        await Page.Locator("#user-password").FillAsync(CrmApp.OwnerPassword);
        await Page.Keyboard.PressAsync("Enter");
        var role = Page.GetByLabel("새 사람의 역할");
        await Expect(role).ToHaveValueAsync("Viewer");
        await role.SelectOptionAsync("Admin");
        await Patience.UntilAsync(async () => (await app.Services.GetRequiredService<UserService>().ListAsync(Owner, default)).Any(user => user is { Role: Role.Admin, DisplayName: "새 사람" }));
        await tab.ReloadAsync();
        await Expect(role).ToHaveValueAsync("Admin");

        await using var other = await host.OpenTabAsync(app.Address, signIn: false);
        await other.SignInAsync("new.one@example.com", CrmApp.OwnerPassword);
        await Expect(other.Page.Locator(".nav")).ToContainTextAsync("설정");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Workspace_RenamedAndWithAnotherWeek_IsSoOnEveryPageAndInTheLog()
    {
        await tab.GoAsync("/settings/workspace");
        await Page.Locator("#workspace-name").FillAsync("한빛 고객실");
        await Page.Locator("#workspace-week").SelectOptionAsync("일요일");
        await Page.Locator("main .primary").ClickAsync();
        await Expect(Page.Locator(".brand")).ToHaveTextAsync(new Regex("한빛 고객실"));
        await tab.WaitForCircuitAsync();
        await tab.ReloadAsync();
        await Expect(Page.Locator(".brand")).ToHaveTextAsync(new Regex("한빛 고객실"));
        await Expect(Page.Locator("#workspace-name")).ToHaveValueAsync("한빛 고객실");
        await Expect(Page.Locator("#workspace-week")).ToHaveValueAsync("sunday");

        await tab.GoAsync("/activities/contact?from=2026-11-22");
        await Page.Locator("[data-date-open]").First.ClickAsync();
        await Expect(Page.Locator("[role=columnheader][aria-label]").First).ToHaveTextAsync("일");
        await Expect(Page.Locator(".day").First).ToHaveAttributeAsync("data-day", "2026-11-01");

        await tab.GoAsync("/settings/audit");
        await Page.GetByLabel("작업", new() { Exact = true }).SelectOptionAsync("workspace.update");
        await Expect(Page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await Expect(Page.Locator("main tbody tr")).ToContainTextAsync("한빛 고객실");
        await Expect(Page.Locator("main tbody tr")).ToContainTextAsync("주의 시작");
        await Expect(Page).ToHaveURLAsync(new Regex("action=workspace.update"));
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Token_Made_IsShownOnceAndSwitchedOff()
    {
        await tab.GoAsync("/settings/tokens");
        await Page.ShortcutAsync("n");
        await Page.Locator("#credential-name").FillAsync("보고서");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("dialog[open] code.secret").First).ToBeVisibleAsync();
        var secret = await Page.Locator("dialog[open] code.secret").First.InnerTextAsync();
        await Page.Keyboard.PressAsync("Escape");

        var enabled = Page.GetByRole(AriaRole.Switch, new() { NameRegex = new("보고서") }).First;
        await Expect(enabled).ToBeCheckedAsync();
        await enabled.ClickAsync();
        await Expect(Page.Locator(".toast.success")).ToContainTextAsync("보고서");
        await tab.ReloadAsync();
        await Expect(enabled).Not.ToBeCheckedAsync();
        await Expect(Page.Locator("body")).Not.ToContainTextAsync(secret);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Signature_ThatIsWrong_IsHeldAgainstEachCheck()
    {
        await tab.GoAsync("/settings/signing");
        await Page.Locator("#signing-target").FillAsync("/crm-core/v1/records/search/advanced");
        await Page.Locator("#signing-header").FillAsync($"HMAC-SHA256 apiKey={CrmApp.OwnerKey}, date=2026-04-23T08:15:30.123Z, salt=0123456789abcdef, signature={new string('0', 64)}");
        await Page.Locator("form .primary").ClickAsync();

        await Expect(Page.Locator(".banner.danger")).ToContainTextAsync("이 요청은 거부됩니다.");
        await Expect(Page.Locator(".steps li.passed").First).ToContainTextAsync("Authorization 헤더를 읽을 수 있음");
        await Expect(Page.Locator(".steps li.failed").First).ToContainTextAsync("date가 서버 시각에서 15분 이내");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Plan_WithoutExports_OffersNoneUntilTheyAreBack()
    {
        await tab.GoAsync("/settings/plan");
        await Page.GetByRole(AriaRole.Switch).UncheckAsync();
        await Page.Locator("main .primary").ClickAsync();
        await Expect(Page.Locator(".toast.success")).ToBeVisibleAsync();
        await tab.GoAsync("/export-jobs");
        await Expect(Page.Locator(".plan-off")).ToBeVisibleAsync();

        await tab.GoAsync("/settings/plan");
        await Expect(Page.GetByRole(AriaRole.Switch)).Not.ToBeCheckedAsync();
        await Page.GetByRole(AriaRole.Switch).CheckAsync();
        await Page.Locator("main .primary").ClickAsync();
        await Expect(Page.Locator(".toast.success")).ToBeVisibleAsync();
        await tab.GoAsync("/export-jobs");
        await Expect(Page.Locator(".state, tr.export").First).ToBeVisibleAsync();
        await Expect(Page.Locator(".plan-off")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    public async Task InitializeAsync()
    {
        app.Listen();
        tab = await host.OpenTabAsync(app.Address);
    }

    public async Task DisposeAsync()
    {
        await tab.DisposeAsync();
        await app.DisposeAsync();
    }
}
