using System.Globalization;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Browser.Journeys;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Tests;
using CrmAdmin.Trash;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Trash;

/// <summary>What is deleted for good is counted with all that goes along, and only a typed number lets it go.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PurgeTests(BrowserHost host)
{
    [Fact]
    public async Task Purge_OfEverything_CountsWhatGoesAlongAndWantsTheNumberTyped()
    {
        await using var app = new CrmApp { Settings = { ["Demo:Enabled"] = "true" } }.Listen();
        await TrashAsync(app.Services, count: 120);
        await using var tab = await host.OpenTabAsync(app.Address);
        var page = tab.Page;
        await tab.GoAsync("/trash/contact");
        var count = await page.CountAsync();
        await Expect(page.Locator("thead")).ToContainTextAsync("남은");
        await page.Locator("[data-all]").ClickAsync();
        await page.Locator(".bulk-bar").GetByText("모두 선택").ClickAsync();
        await page.Keyboard.PressAsync("Delete");

        var dialog = page.Locator("dialog[open]");
        await Expect(dialog).ToContainTextAsync($"고객 {count:N0}건을 영구 삭제할까요?");
        await Expect(dialog.Locator(".touches")).ToContainTextAsync(new Regex("활동 [0-9,]+건"));
        var confirm = dialog.Locator("[data-confirm]");
        await Expect(confirm).ToBeDisabledAsync();
        await dialog.Locator("#confirm-typed").FillAsync((count - 1).ToString(CultureInfo.InvariantCulture));
        await Expect(confirm).ToBeDisabledAsync();
        await dialog.Locator("#confirm-typed").FillAsync(count.ToString(CultureInfo.InvariantCulture));
        await Expect(confirm).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".toasts")).ToContainTextAsync($"{count:N0}건을 영구 삭제했습니다.", new() { Timeout = 60_000 });
        await Expect(page.Locator(".state")).ToContainTextAsync("휴지통이 비어 있습니다");
        Assert.Empty(tab.Problems);
    }

    private static async Task TrashAsync(IServiceProvider services, int count)
    {
        var owner = Caller.System("test");
        var contact = (await services.GetRequiredService<EntityService>().ListAsync(owner, default)).Single(entity => entity.Slug == "contact");
        var page = await services.GetRequiredService<SearchService>().PageAsync(owner, new RecordSelection(contact.EntityId), count, null, default);
        await services.GetRequiredService<TrashService>().DeleteAsync(owner, [.. page.Data.Select(record => record.RecordId)], permanent: false, default);
    }
}
