using System.Net.Http.Json;
using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Tests;
using CrmAdmin.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Settings;

/// <summary>What a person does with an empty workspace.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FirstEntityTests(BrowserHost host)
{
    [Fact]
    public async Task EmptyWorkspace_GivenAnEntityWithThreeProperties_TakesARecord()
    {
        await using var empty = new CrmApp().Listen();
        await using var tab = await host.OpenTabAsync(empty.Address);
        var page = tab.Page;
        await tab.GoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "개체 만들기" }).ClickAsync();
        await page.Locator("#entity-dialog-name").FillAsync("고객");
        await page.Locator("#entity-dialog-slug").FillAsync("contacts");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#entity-name")).ToHaveTextAsync("고객");
        await Expect(page.Locator(".nav a", new() { HasText = "고객" })).ToBeVisibleAsync();

        await AddPropertyAsync(page, "이메일", "이메일");
        await AddPropertyAsync(page, "구매액", "숫자");
        await AddPropertyAsync(page, "등급", "목록에서 하나", "VIP", "GOLD");
        await Expect(page.Locator("tbody tr .title")).ToHaveTextAsync(["이메일", "구매액", "등급"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "‘등급’ 위로" }).ClickAsync();
        await Expect(page.Locator("tbody tr .title")).ToHaveTextAsync(["이메일", "등급", "구매액"]);

        await page.GetByRole(AriaRole.Link, new() { Name = "레코드 열기" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("고객");
        await page.Locator("[data-shortcut=n]").ClickAsync();
        await page.Locator("#new-name").FillAsync("홍길동");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("이메일").FillAsync("hong@example.com");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("main")).ToContainTextAsync("홍길동");
        await Expect(page.Locator("main")).ToContainTextAsync("hong@example.com");
        await tab.GoAsync("/");
        await Expect(page.Locator(".figure strong")).ToHaveTextAsync("1");

        await HideAndShowAsync(tab, empty);
        Assert.Empty(tab.Problems);
    }

    /// <summary>A property that staff need no longer leaves their pages, not the programs that use it, and comes back.</summary>
    private static async Task HideAndShowAsync(Tab tab, CrmApp app)
    {
        var page = tab.Page;
        var hidden = page.GetByRole(AriaRole.Switch, new() { Name = "‘이메일’ 숨김" });
        await tab.GoAsync("/settings/entities/contacts");
        await hidden.ClickAsync();
        await Expect(page.Locator("dialog[open] .touches li")).ToHaveTextAsync(["값이 있는 레코드 1건"]);
        await page.Locator("dialog[open] [data-confirm]").ClickAsync();
        await Expect(hidden).ToBeCheckedAsync();

        await tab.GoAsync("/records/contacts");
        await Expect(page.Locator("th", new() { HasText = "등급" })).ToBeVisibleAsync();
        await Expect(page.Locator("th", new() { HasText = "이메일" })).ToHaveCountAsync(0);
        await page.Locator("tbody a.title").ClickAsync();
        await page.Locator(".record-panel header a").ClickAsync();
        await Expect(page.Locator(".record-fields dt", new() { HasText = "등급" })).ToBeVisibleAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync("hong@example.com");
        Assert.Equal(1, await FoundAsync(app));

        await tab.GoAsync("/settings/entities/contacts");
        await hidden.ClickAsync();
        await Expect(hidden).Not.ToBeCheckedAsync();
        await tab.GoAsync("/records/contacts");
        await Expect(page.Locator("main")).ToContainTextAsync("hong@example.com");
    }

    /// <summary>How many records REST finds by the e-mail address.</summary>
    private static async Task<int> FoundAsync(CrmApp app)
    {
        var schema = (await app.Services.GetRequiredService<EntityCatalog>().FindBySlugAsync("contacts", default))!;
        var email = schema.Properties.Single(property => property.Name == "이메일");
        using var client = new HttpClient(new HmacSigner(CrmApp.OwnerKey, CrmApp.OwnerSecret, TimeProvider.System) { InnerHandler = new SocketsHttpHandler() });
        var conditionGroup = new { @operator = "AND", conditions = new[] { new { field = $"data.{email.Key}", @operator = "equals", value = "hong@example.com" } } };
        using var answer = await client.PostAsJsonAsync(new Uri(app.Address, "/crm-core/v1/records/search/advanced"), new { entityId = schema.EntityId, conditionGroup });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetArrayLength();
    }

    private static async Task AddPropertyAsync(IPage page, string name, string type, params string[] options)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "속성 추가" }).ClickAsync();
        await page.Locator("#property-name").FillAsync(name);
        await page.Locator("#property-type").SelectOptionAsync(new SelectOptionValue { Label = type });
        for (var i = 0; i < options.Length; i++)
        {
            await Press(page, "선택지 추가");
            await page.GetByLabel($"{i + 1}번째 선택지", new() { Exact = true }).FillAsync(options[i]);
        }

        await Press(page, "추가");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
    }

    private static Task Press(IPage page, string name) =>
        page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
