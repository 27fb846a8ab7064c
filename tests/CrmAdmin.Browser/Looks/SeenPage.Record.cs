using Microsoft.Playwright;

namespace CrmAdmin.Browser.Looks;

/// <summary>What is done with one record before it is looked at.</summary>
public sealed partial record SeenPage
{
    private static async Task OpenRecordAsync(IPage page)
    {
        await RowsAsync(page);
        await page.Locator("tbody tr .title").First.ClickAsync();
        await page.Locator(".record-panel h2").First.WaitForAsync();
    }

    private static async Task OpenRecordPageAsync(IPage page)
    {
        await OpenRecordAsync(page);
        await page.Locator(".record-panel header a").ClickAsync();
        await page.Locator(".record-part .timeline, .record-part .state").First.WaitForAsync();
    }

    private static async Task OpenPartAsync(IPage page, int part, string shown)
    {
        await OpenRecordPageAsync(page);
        await page.Locator(".record-main .tabs button").Nth(part).ClickAsync();
        await page.Locator(".record-part").Locator(shown).First.WaitForAsync();
    }

    private static async Task NewActivityAsync(IPage page)
    {
        await OpenRecordPageAsync(page);
        await DialogAsync(page, "a");
    }

    private static async Task NewRelationAsync(IPage page)
    {
        await OpenPartAsync(page, 1, ".state, .relations");
        await DialogAsync(page, "r");
    }

    private static async Task HoldFileAsync(IPage page)
    {
        await OpenRecordAsync(page);
        await HoldFileAsync(page.Locator(".record-panel .files-input"));
    }

    private static async Task OpenFilesAsync(IPage page)
    {
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await page.Locator("tr[data-index='0'] td[data-column='1']").DblClickAsync();
        await HoldFileAsync(page.Locator("dialog[open] .files-input"));
    }

    private static async Task HoldFileAsync(ILocator files)
    {
        await files.WaitForAsync();
        if (await files.Locator("li").CountAsync() == 0)
        {
            await files.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "계약서.txt", MimeType = "text/plain", Buffer = [65] });
        }

        await files.Locator("li .link").First.WaitForAsync();
    }
}
