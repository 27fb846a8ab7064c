using System.Globalization;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Browser.Journeys;
using CrmAdmin.Demo;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Quartz;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Imports;

/// <summary>From a file on a person's disk to records, and back.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ImportTests(BrowserHost host) : IAsyncLifetime
{
    private const int Rows = 40_000;
    private const int Wrong = 400;

    private readonly CrmApp app = new();
    private readonly TempFolder folder = new();

    public async Task InitializeAsync()
    {
        app.Listen();
        var plan = new DemoFields(CultureInfo.GetCultureInfo("ko")).Contact;
        var owner = Caller.System("import");
        var entity = await app.Services.GetRequiredService<EntityService>().CreateAsync(owner, plan.Body, default);
        foreach (var property in plan.Properties)
        {
            await app.Services.GetRequiredService<PropertyService>().CreateAsync(owner, entity.EntityId, property, default);
        }
    }

    public async Task DisposeAsync()
    {
        folder.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Csv_FromThePersonsDisk_IsMappedTriedImportedAndUndone()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/contact");
        await tab.Page.Locator(".page-header").GetByRole(AriaRole.Link, new() { Name = "가져오기" }).ClickAsync();
        await tab.Page.Locator("input[type=file]").SetInputFilesAsync(await CsvAsync());

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("고객 명단.csv");
        await Expect(Field(tab.Page, "이름")).ToHaveValueAsync("name");
        await Expect(Field(tab.Page, "메일 주소")).ToHaveValueAsync("data.email");
        await Expect(Field(tab.Page, "비고")).ToHaveValueAsync("");
        await Expect(tab.Page.Locator("[data-outcome=Create]")).ToHaveTextAsync("새로 만듦 990");
        await Expect(tab.Page.Locator("[data-outcome=Reject]")).ToHaveTextAsync("거절 10");
        await Expect(tab.Page.Locator(".trial td.wrong").First).ToContainTextAsync("이메일 주소 형식이 아닙니다.");

        // The job waits until its page has been seen waiting for it: it may be over in less than a second.
        var jobs = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await jobs.Standby();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "40,000행 가져오기" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Progressbar, new() { Name = "진행 상황" })).ToBeVisibleAsync();
        await jobs.Start();
        await SeeResultAsync(tab.Page, created: "39,600", updated: "0", rejected: "400");
        var rejects = await SaveRejectsAsync(tab.Page);
        Assert.Equal(Wrong, rejects.Count);
        Assert.All(rejects, row => Assert.Equal("메일 주소", row["Column"]));

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "가져오는 동안 바뀐 레코드 보기" }).ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("고객");
        Assert.Equal(Rows - Wrong, await tab.Page.CountAsync());
        await tab.Page.GoBackAsync();
        await tab.WaitForCircuitAsync();
        await AskUndoAsync(tab.Page);
        await Expect(tab.Page.Locator("[data-undone]")).ToBeVisibleAsync();
        await tab.Page.Locator(".sidebar").GetByRole(AriaRole.Link, new() { Name = "가져오기" }).ClickAsync();
        await Expect(tab.Page.Locator("tr[data-import]")).ToContainTextAsync(new Regex("고객 명단.csv.*되돌림", RegexOptions.Singleline));
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "고객 명단.csv" }).ClickAsync();
        await SeeUndoneAsync(tab.Page, "휴지통으로 39,600건, 이전 값으로 0건");
        await tab.GoAsync("/records/contact");
        await Expect(tab.Page.Locator(".records-list .state")).ToBeVisibleAsync();
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Workbook_WithAMatchKey_ChangesWhatIsThereAndGivesItBack()
    {
        var entity = (await app.Services.GetRequiredService<EntityService>().ListAsync(Caller.System("import"), default))[0];
        var hong = RecordInput.Of("홍길동", null, null, [new(entity.Find("email")!.PropertyId, "hong@example.com")], null);
        await app.Services.GetRequiredService<RecordService>().CreateManyAsync(Caller.System("import"), entity, [hong], default);
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/contact/import");
        await tab.Page.Locator("input[type=file]").SetInputFilesAsync(Workbook.Write(
            folder.Path, "고객.xlsx", ["이름", "이메일", "생일"],
            ["홍길순", "hong@example.com", new DateTime(1990, 5, 17)],
            ["김철수", "kim@example.com", new DateTime(1985, 1, 2)],
            ["이영희", "lee@example.com", "어제"]));

        await Expect(tab.Page.Locator("[data-outcome=Create]")).ToHaveTextAsync("새로 만듦 2");
        await tab.Page.GetByLabel("기존 레코드 찾기").SelectOptionAsync(new SelectOptionValue { Label = "이메일" });
        await Expect(tab.Page.Locator("[data-outcome=Update]")).ToHaveTextAsync("바꿈 1");
        await tab.ReloadAsync();
        await Expect(tab.Page.Locator("[data-outcome=Update]")).ToHaveTextAsync("바꿈 1");
        await Expect(tab.Page.Locator(".trial tbody tr").First).ToContainTextAsync("홍길동");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "3행 가져오기" }).ClickAsync();
        await SeeResultAsync(tab.Page, created: "1", updated: "1", rejected: "1");
        Assert.Equal("날짜로 읽을 수 없습니다.", Assert.Single(await SaveRejectsAsync(tab.Page))["Reason"]);
        await tab.GoAsync("/records/contact");
        await Expect(tab.Page.Locator("tbody tr .title")).ToContainTextAsync(["김철수", "홍길순"]);

        await tab.Page.GoBackAsync();
        await tab.WaitForCircuitAsync();
        await AskUndoAsync(tab.Page);
        await SeeUndoneAsync(tab.Page, "휴지통으로 1건, 이전 값으로 1건");
        await tab.GoAsync("/records/contact");
        await Expect(tab.Page.Locator("tbody tr .title")).ToHaveTextAsync(["홍길동"]);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Upload_OfWhatIsNoTable_SaysSoAndTakesAnother()
    {
        var path = Path.Combine(folder.Path, "사진.csv");
        await File.WriteAllBytesAsync(path, [0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFE, 0x00, 0x81]);
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/contact/import");

        await tab.Page.Locator("input[type=file]").SetInputFilesAsync(path);
        await Expect(tab.Page.Locator("[role=alert]")).ToContainTextAsync("CSV 또는 XLSX 파일이 필요합니다");
        await File.WriteAllTextAsync(path, "이름\n홍길동\n");
        await tab.Page.Locator("input[type=file]").SetInputFilesAsync(path);

        await Expect(tab.Page.Locator("[data-outcome=Create]")).ToHaveTextAsync("새로 만듦 1");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "버리기" }).ClickAsync();
        await tab.Page.Locator("dialog[open] .danger").ClickAsync();
        await Expect(tab.Page.Locator(".file-drop")).ToBeVisibleAsync();
    }

    private static ILocator Field(IPage page, string header) => page.GetByLabel(header + " 열의 필드");

    private static async Task SeeResultAsync(IPage page, string created, string updated, string rejected)
    {
        await Expect(page.Locator(".page-header")).ToContainTextAsync("완료", new() { Timeout = 120_000 });
        await Expect(page.Locator("[data-count=created]")).ToHaveTextAsync(created);
        await Expect(page.Locator("[data-count=updated]")).ToHaveTextAsync(updated);
        await Expect(page.Locator("[data-count=rejected]")).ToHaveTextAsync(rejected);
    }

    private async Task<List<Dictionary<string, string>>> SaveRejectsAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "거절된 행 받기" }).ClickAsync());
        var path = Path.Combine(folder.Path, download.SuggestedFilename);
        await download.SaveAsAsync(path);
        return SavedFiles.Csv(path);
    }

    private static async Task AskUndoAsync(IPage page)
    {
        await page.Locator(".page-header").GetByRole(AriaRole.Button, new() { Name = "되돌리기" }).ClickAsync();
        await page.Locator("dialog[open] .danger").ClickAsync();
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
    }

    private static async Task SeeUndoneAsync(IPage page, string outcome)
    {
        await Expect(page.Locator("[data-undone]")).ToHaveTextAsync(outcome, new() { Timeout = 120_000 });
        await Expect(page.GetByText("되돌렸습니다")).ToBeVisibleAsync(new() { Timeout = 120_000 });
    }

    private async Task<string> CsvAsync()
    {
        var path = Path.Combine(folder.Path, "고객 명단.csv");
        var lines = Enumerable.Range(0, Rows).Select(i => $"고객 {i},{(i % (Rows / Wrong) == 0 ? "메일 없음" : $"c{i}@example.com")},비고 {i}");
        await File.WriteAllLinesAsync(path, ["이름,메일 주소,비고", .. lines]);
        return path;
    }
}
