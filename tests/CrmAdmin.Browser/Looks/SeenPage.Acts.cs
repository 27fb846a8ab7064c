using CrmAdmin.Tests;
using Microsoft.Playwright;

namespace CrmAdmin.Browser.Looks;

/// <summary>What is done on a page before it is looked at.</summary>
public sealed partial record SeenPage
{
    private static Task RowsAsync(IPage page) => page.Locator("tbody tr .title").First.WaitForAsync();

    private static async Task DialogAsync(IPage page, string key)
    {
        await page.ShortcutAsync(key);
        await page.Locator("dialog[open]").WaitForAsync();
    }

    private static async Task TagAsync(IPage page)
    {
        await SelectAsync(page);
        await DialogAsync(page, "t");
    }

    private static async Task PurgeAsync(IPage page)
    {
        await SelectAsync(page);
        await DialogAsync(page, "Delete");
    }

    private static async Task OpenSegmentAsync(IPage page)
    {
        await page.Locator("tbody a.title").Last.ClickAsync();
        await page.Locator(".builder .matches strong").WaitForAsync();
    }

    private static async Task SaveSegmentAsync(IPage page)
    {
        await ShowBuilderAsync(page);
        await page.Locator(".builder-tools > .button").Last.ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync();
    }

    private static async Task ExportSegmentAsync(IPage page)
    {
        await RowsAsync(page);
        await DialogAsync(page, "e");
        await page.Locator(".export-dialog fieldset .choice").Last.ClickAsync();
        await page.Locator(".export-dialog .which").WaitForAsync();
    }

    private static async Task TellWhyAsync(IPage page)
    {
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("w");
        await page.Locator(".why li").First.WaitForAsync();
    }

    private static async Task FindAsync(IPage page)
    {
        await RowsAsync(page);
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("김");
        await page.Locator("#palette [data-found]").First.WaitForAsync();
    }

    private static async Task TypeNoDayAsync(IPage page)
    {
        await RowsAsync(page);
        await page.Locator("[data-date] .input").First.FillAsync("5/1/2026");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("[data-date] [role=alert]").WaitForAsync();
    }

    private static async Task ShowColumnsAsync(IPage page)
    {
        await RowsAsync(page);
        await page.Locator(".toolbar [aria-haspopup=dialog]").ClickAsync();
        await page.Locator(".floating.columns[data-placed]").WaitForAsync();
    }

    private static async Task AskToHideAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Switch).Nth(1).ClickAsync();
        await page.Locator("dialog[open] .touches").WaitForAsync();
    }

    private static async Task OpenViewsAsync(IPage page)
    {
        await RowsAsync(page);
        await page.Locator(".page-header [popovertarget]").ClickAsync();
        await page.Locator("[role=menu]:popover-open").WaitForAsync();
    }

    // As another program asks for them, over REST.
    private static async Task ShowExportsAsync(IPage page)
    {
        await page.Locator("tr.export, .state").First.WaitForAsync();
        if (await page.Locator("tr.export").CountAsync() < 2)
        {
            await AskAsync(page, new { exportType = "contacts", dateFormat = "LLL", delimiter = ",", version = "v2" });
            var filters = new { fromDate = "2026-04-01T00:00:00+09:00", toDate = "2026-04-30T00:00:00+09:00", activityTypes = new[] { "order.placed", "visit.store" } };
            await AskAsync(page, new { exportType = "activities", dateFormat = "ISO", delimiter = ";", filters });
            await page.ReloadAsync();
            await page.Locator("main[data-interactive]").WaitForAsync();
        }

        await page.Locator("tr.export .badge.success").Nth(1).WaitForAsync();
        await page.Locator("tr.export:has(.badge.success) .fold button").First.ClickAsync();
        await page.Locator("tr.manifest .digest").WaitForAsync();
    }

    private static async Task AskAsync(IPage page, object body)
    {
        var asked = await page.APIRequest.PostAsync(new Uri(new Uri(page.Url), "/exports").ToString(), new()
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = $"apiKey {CrmApp.OwnerKey}:{CrmApp.OwnerSecret}" },
            DataObject = body,
        });
        Assert.Equal(201, asked.Status);
    }

    private static async Task ShowRelationTypesAsync(IPage page)
    {
        await page.Locator("main tbody tr, main .state").First.WaitForAsync();
        if (await page.Locator("main tbody tr").CountAsync() == 0)
        {
            await DialogAsync(page, "n");
            await page.Locator("#relation-name").FillAsync("소속 회사");
            await page.Locator("#relation-back").FillAsync("직원");
            await page.Locator("dialog[open] footer .primary").ClickAsync();
        }

        await page.Locator("main tbody tr").First.WaitForAsync();
    }

    private static async Task CheckExportAsync(IPage page)
    {
        await ShowExportsAsync(page);
        await page.Locator("tr.manifest input[type=file]").SetInputFilesAsync(new FilePayload { Name = "contacts.zip", MimeType = "application/zip", Buffer = [80, 75] });
        await page.Locator("tr.manifest .banner").WaitForAsync();
    }

    private static async Task ShowBuilderAsync(IPage page)
    {
        await page.ShortcutAsync("f");
        await page.Locator(".builder .matches strong").WaitForAsync();
    }

    private static async Task OpenCalendarAsync(IPage page)
    {
        await ShowBuilderAsync(page);
        await page.Locator(".builder [data-date-open]").Last.ClickAsync();
        await page.Locator(".day:focus").WaitForAsync();
    }

    private static async Task SelectAsync(IPage page)
    {
        await RowsAsync(page);
        await page.Locator("tbody .check").Nth(1).CheckAsync();
        await page.Locator(".bulk-bar").WaitForAsync();
    }

    private static async Task PlanImportAsync(IPage page)
    {
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "고객 명단.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("이름,이메일,전화번호,비고\n,메일 없음,010-1234-5678,이름이 없음\n,lee@example.com,,이름이 없음\n"),
        });
        await page.Locator("[data-outcome=Reject]").WaitForAsync();
    }

    // Every row is rejected, so that the workspace stays as the other pages expect it.
    private static async Task RunImportAsync(IPage page)
    {
        await PlanImportAsync(page);
        await page.Locator(".page-header .primary").ClickAsync();
        await page.Locator(".page-header .badge.success").WaitForAsync();
    }

    private static async Task SetValueAsync(IPage page)
    {
        await SelectAsync(page);
        await DialogAsync(page, "s");
    }

    private static async Task CheckSignatureAsync(IPage page)
    {
        await page.FillAsync("#signing-header", $"HMAC-SHA256-V2 apiKey={CrmApp.OwnerKey}, date=2026-04-23T08:15:30.123Z, salt=0123456789abcdef, bodyHash={new string('0', 64)}, signature={new string('0', 64)}");
        await page.FillAsync("#signing-target", "/crm-core/v1/records/search/advanced");
        await page.ClickAsync("form .primary");
        await page.Locator(".steps").WaitForAsync();
    }

    private static async Task FailToSignInAsync(IPage page)
    {
        await page.Locator("input[type=email]").FillAsync("nobody@example.com");
        await page.Locator("input[type=password]").FillAsync("wrong");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("[role=alert]").WaitForAsync();
    }

    // On a narrow page the navigation is a drawer.
    private static async Task OpenUserMenuAsync(IPage page)
    {
        if (await page.Locator(".open-nav").IsVisibleAsync())
        {
            await page.Locator(".open-nav").ClickAsync();
        }

        await page.Locator(".who").ClickAsync();
    }
}
