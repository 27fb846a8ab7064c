using System.Text.Json;
using CrmAdmin.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>What the grid shows, saved as CSV and as Excel: the same records in the same order.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ExportJourneyTests(BrowserHost host, ContactsApp app) : IClassFixture<ContactsApp>
{
    private static readonly object Wanted = new
    {
        @operator = "AND",
        conditions = new object[]
        {
            new { field = "data.grade", @operator = "equals", value = "VIP" },
            new { field = "name", @operator = "contains", value = "김" },
        },
    };

    [Fact]
    public async Task Export_OfACondition_HoldsTheRecordsOfTheGrid()
    {
        var expected = await app.FindAsync(Wanted);
        Assert.InRange(expected.Count, 100, 10_000);
        using var folder = new TempFolder();
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.PreferAsync("ko", "light");
        await tab.GoAsync("/records/contact?where=" + Uri.EscapeDataString(JsonSerializer.Serialize(Wanted)));
        Assert.Equal(expected.Count, await tab.Page.CountAsync());

        var csv = SavedFiles.Csv(await SaveAsync(tab.Page, "CSV", folder.Path, expected.Count));
        var workbook = await SavedFiles.WorkbookAsync(await SaveAsync(tab.Page, "Excel", folder.Path, expected.Count), folder.Path);

        Assert.Equal(expected, csv.Select(row => row["레코드 ID"]));
        Assert.Equal(expected, workbook.Select(row => row["레코드 ID"]));
        Assert.All(csv, row => Assert.Equal("VIP", row["등급"]));
        Assert.Equal(csv.Select(row => row["이름"]), workbook.Select(row => row["이름"]));
        Assert.Empty(tab.Problems);
    }

    /// <summary>Opens the dialog by its key, looks at the sample, and saves.</summary>
    private static async Task<string> SaveAsync(IPage page, string format, string folder, int count)
    {
        await page.ShortcutAsync("e");
        var dialog = page.Locator("dialog[open]");
        await dialog.GetByText(format, new() { Exact = true }).ClickAsync();
        await Expect(dialog.Locator(".summary")).ToContainTextAsync($"{count:N0}");
        await Expect(dialog.Locator(".sample")).ToContainTextAsync("레코드 ID");
        await Expect(dialog.Locator(".sample")).ToHaveAttributeAsync("aria-busy", "false");
        var download = await page.RunAndWaitForDownloadAsync(() => dialog.Locator("footer .primary").ClickAsync());
        var path = Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(path);
        await Expect(dialog).ToHaveCountAsync(0);
        return path;
    }
}
