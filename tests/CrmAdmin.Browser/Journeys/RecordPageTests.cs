using System.Text.Json;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>One record and what hangs on it, as somebody works with it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RecordPageTests(BrowserHost host) : IAsyncLifetime
{
    private const int Orders = 120;

    private readonly CrmApp app = new();
    private string hong = "";

    public async Task InitializeAsync()
    {
        app.Listen();
        var caller = Caller.System("pages");
        hong = (await MakeAsync(caller, "고객", "contact", "홍길동"))[0];
        await MakeAsync(caller, "회사", "company", "한빛상사", "라온유통");
        var orders = Enumerable.Range(0, Orders).Select(i => new { recordId = hong, type = "주문", date = DateTime.UtcNow.AddHours(-i), payload = new { amount = 1000 + i } });
        await app.Services.GetRequiredService<ActivityService>().CreateManyAsync(caller, JsonSerializer.SerializeToElement(new { activities = orders }, Json.Options), default);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Timeline_IsNarrowedReadOnAddedToAndTakenFrom()
    {
        await using var tab = await OpenAsync();
        await Expect(tab.Page.Locator("[data-activity]")).ToHaveCountAsync(50);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "더 보기" }).ClickAsync();
        await Expect(tab.Page.Locator("[data-activity]")).ToHaveCountAsync(100);

        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "활동 추가" })).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("a");
        await tab.Page.Locator("#activity-type").FillAsync("통화");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "항목 추가" }).ClickAsync();
        await tab.Page.GetByPlaceholder("이름", new() { Exact = true }).FillAsync("분");
        await tab.Page.GetByPlaceholder("값").FillAsync("12");
        await tab.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(tab.Page.Locator(".tabs button").First).ToContainTextAsync("121");
        await tab.Page.Locator(".filters").GetByRole(AriaRole.Button, new() { Name = "통화 1" }).ClickAsync();
        await Expect(tab.Page.Locator("[data-activity]")).ToHaveCountAsync(1);
        await Expect(tab.Page.Locator(".payload")).ToContainTextAsync("12");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("type="));
        await tab.ReloadAsync();
        await Expect(tab.Page.Locator("[data-activity]")).ToHaveCountAsync(1);

        await tab.Page.GetByLabel("이 날부터").FillAsync("2999-01-01");
        await Expect(tab.Page.Locator(".record-part .state")).ToContainTextAsync("여기에 맞는 활동이 없습니다");
        await tab.Page.GetByLabel("이 날부터").FillAsync("");
        await Expect(tab.Page.Locator("[data-activity]")).ToHaveCountAsync(1);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "통화 활동 삭제" }).ClickAsync();
        await Expect(tab.Page.Locator(".record-part .state")).ToContainTextAsync("여기에 맞는 활동이 없습니다");
        await tab.Page.Locator(".toast").GetByRole(AriaRole.Button, new() { Name = "되돌리기" }).ClickAsync();
        await Expect(tab.Page.Locator("[data-activity]")).ToHaveCountAsync(1);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Relation_OfANewKind_IsSeenFromBothSidesAndEnded()
    {
        await using var tab = await OpenAsync();
        await Part(tab.Page, "관계").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "관계 추가" })).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("r");
        var dialog = tab.Page.Locator("dialog[open]");
        await dialog.GetByLabel("유형 이름").FillAsync("소속 회사");
        await dialog.GetByLabel("반대쪽 이름").FillAsync("직원");
        await dialog.Locator(".pick-button").ClickAsync();
        await Expect(tab.Page.Locator(":popover-open [role=combobox]")).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync("한빛");
        await Expect(tab.Page.Locator(":popover-open .option .text")).ToHaveTextAsync(["한빛상사"]);
        await tab.Page.Locator(":popover-open .option").ClickAsync();
        await dialog.Locator("footer .primary").ClickAsync();

        await Expect(tab.Page.Locator(".record-part h3")).ToContainTextAsync("소속 회사");
        await Part(tab.Page, "변경 기록").ClickAsync();
        await Expect(tab.Page.Locator(".history .other")).ToHaveTextAsync(new Regex("소속 회사\\s*한빛상사"));
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "한빛상사" }).ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("한빛상사");
        await Part(tab.Page, "변경 기록").ClickAsync();
        await Expect(tab.Page.Locator(".history .other")).ToHaveTextAsync(new Regex("직원\\s*홍길동"));
        await Part(tab.Page, "관계").ClickAsync();
        await Expect(tab.Page.Locator(".record-part h3")).ToContainTextAsync("직원");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "홍길동 관계 끊기" }).ClickAsync();
        await Expect(tab.Page.Locator(".record-part .state")).ToContainTextAsync("아직 관계가 없습니다");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "목록에서 보기" }).ClickAsync();
        await tab.Page.Locator(".toast").GetByRole(AriaRole.Button, new() { Name = "되돌리기" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "레코드 페이지 열기" }).ClickAsync();
        await Part(tab.Page, "관계").ClickAsync();
        await Expect(tab.Page.Locator("[data-relation]")).ToContainTextAsync(["홍길동"]);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Change_IsInTheHistory_AndADeletedRecordComesBackWithIt()
    {
        await using var tab = await OpenAsync();
        await Part(tab.Page, "변경 기록").ClickAsync();
        await tab.Page.Locator("[data-field=name]").DblClickAsync();
        await Expect(tab.Page.Locator("[data-field=name] input")).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync("홍길순");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("홍길순");
        await Expect(tab.Page.Locator(".history li").First).ToContainTextAsync("레코드 수정");
        await Expect(tab.Page.Locator(".history .changes").First).ToHaveTextAsync("이름 홍길동 홍길순");

        await tab.Page.Keyboard.PressAsync("Delete");
        await tab.Page.Locator("dialog[open] .danger").ClickAsync();
        await Expect(tab.Page.Locator(".state")).ToContainTextAsync("휴지통에 있는 레코드입니다");
        await tab.ReloadAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "복원" }).ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("홍길순");
        await Part(tab.Page, "타임라인").ClickAsync();
        await Expect(tab.Page.Locator("[data-activity]")).ToHaveCountAsync(50);
        Assert.Empty(tab.Problems);
    }

    private static ILocator Part(IPage page, string name) => page.Locator(".record-main .tabs").GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Opens the page by way of the panel.</summary>
    private async Task<Tab> OpenAsync()
    {
        var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync($"/records/contact/{hong}");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "레코드 페이지 열기" }).ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("홍길동");
        return tab;
    }

    private async Task<string[]> MakeAsync(Caller caller, string name, string slug, params string[] records)
    {
        var made = await app.Services.GetRequiredService<EntityService>().CreateAsync(caller, new EntityBody(name, slug, null), default);
        var schema = await app.Services.GetRequiredService<EntityCatalog>().GetAsync(made.EntityId, default);
        var inputs = records.Select(record => RecordInput.Of(record, null, null, [], null)).ToList();
        return [.. (await app.Services.GetRequiredService<RecordService>().CreateManyAsync(caller, schema, inputs, default)).Select(record => record.RecordId)];
    }
}
