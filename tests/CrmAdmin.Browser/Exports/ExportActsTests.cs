using CrmAdmin.Tests;
using CrmAdmin.Tests.Storage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Exports;

/// <summary>What a person does in the list of exports with one that is not to go on, and with one that came to nothing.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ExportActsTests(BrowserHost host) : IAsyncLifetime
{
    // Every export is a job.
    private readonly CrmApp app = new() { Settings = { ["Export:SyncLimit"] = "0" } };

    private string Folder => Path.Combine(app.StoragePath, "exports");

    public async Task InitializeAsync()
    {
        app.Listen();
        await Guests.FillAsync(app, [new { name = "홍길동" }]);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [SqliteFact]
    public async Task Cancel_OfARunningJob_StopsIt()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/guest");
        await Expect(tab.Page.Locator(".page-header .count")).ToBeVisibleAsync();
        using var held = new HeldStatements(app.StoragePath, HeldStatements.CountOfAll);
        await ExportAsync(tab.Page);
        var row = tab.Page.Locator("tr.export");
        await Expect(row).ToContainTextAsync("진행 중");

        await row.GetByRole(AriaRole.Button, new() { Name = "취소" }).ClickAsync();

        await Expect(row).ToContainTextAsync("취소됨");
        await Expect(tab.Page.Locator(".nav a[href='export-jobs'] .count")).ToHaveCountAsync(0);
        held.Release();
        await tab.ReloadAsync();
        await Expect(row).ToContainTextAsync("취소됨");
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "받기" })).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Retry_OfAFailedJob_MakesTheFileOnceItCanBeMade()
    {
        await File.WriteAllTextAsync(Folder, "no folder");
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/guest");
        await ExportAsync(tab.Page);
        var rows = tab.Page.Locator("tr.export");
        await Expect(rows).ToContainTextAsync("실패");
        await Expect(rows.Locator(".failure")).Not.ToBeEmptyAsync();

        File.Delete(Folder);
        await rows.GetByRole(AriaRole.Button, new() { Name = "다시 요청" }).ClickAsync();

        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("완료");
        await Expect(rows.Last).ToContainTextAsync("실패");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => rows.First.GetByRole(AriaRole.Button, new() { Name = "받기" }).ClickAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Empty(tab.Problems);
    }

    private static async Task ExportAsync(IPage page)
    {
        await page.ShortcutAsync("e");
        await page.Locator(".export-dialog footer .primary:enabled").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "목록 보기" }).ClickAsync();
        await Expect(page.Locator("tr.export")).ToHaveCountAsync(1);
    }
}
