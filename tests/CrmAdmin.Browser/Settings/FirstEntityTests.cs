using CrmAdmin.Tests;
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
        Assert.Empty(tab.Problems);
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
