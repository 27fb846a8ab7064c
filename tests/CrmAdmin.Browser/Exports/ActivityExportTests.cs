using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Exports.Bulk;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Exports;

/// <summary>The activities that a list shows, as a file.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ActivityExportTests(BrowserHost host)
{
    private static readonly Caller Owner = new("test", ActorKind.User, "test", Role.Owner, "test");

    [Fact]
    public async Task Export_OfTheTypeThatIsShown_SaysWhatIsWrongAndThenBecomesAJob()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/activities/contact?type=order.placed");
        await page.Locator("tbody tr").First.WaitForAsync();
        await page.ShortcutAsync("e");
        var dialog = page.Locator("dialog[open]");
        await Expect(dialog).ToContainTextAsync("‘order.placed’ 활동을");

        var to = DateOnly.Parse(await page.InputValueAsync("#activities-to"), CultureInfo.InvariantCulture);
        var from = await page.InputValueAsync("#activities-from");
        await page.FillAsync("#activities-from", $"{to.AddDays(-40):yyyy-MM-dd}");
        await dialog.Locator("footer .primary").ClickAsync();
        await Expect(dialog.Locator(".field-error")).ToContainTextAsync("31일");

        await page.FillAsync("#activities-from", "2026-13-45");
        await dialog.Locator("footer .primary").ClickAsync();
        await Expect(dialog.Locator(".field-error")).ToContainTextAsync("연/월/일");

        await page.FillAsync("#activities-from", from);
        await dialog.Locator("footer .primary").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("내보내기를 시작했습니다");
        var export = await EndAsync();
        Assert.Equal((JobStatus.Completed, "v2"), (export.Status, export.Request.Version));
        Assert.Equal(["order.placed"], export.Request.Filters.ActivityTypes!);
        Assert.True(export.Total > 0);
        Assert.Empty(tab.Problems);
    }

    private async Task<BulkExport> EndAsync()
    {
        var exports = host.Services.GetRequiredService<BulkExportService>();
        return await Patience.ForAsync(
            async () => (await exports.ListAsync(Owner, new ListQuery(1, null), default)).Exports[0],
            newest => newest.Status is JobStatus.Completed or JobStatus.Failed,
            newest => $"{newest.Status}");
    }
}
