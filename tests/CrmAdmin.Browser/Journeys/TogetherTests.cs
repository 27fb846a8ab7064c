using System.Text.Json;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Tests;
using CrmAdmin.Trash;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>People who work at the same time, people whose rights change, and names as people really have them.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TogetherTests(BrowserHost host) : IAsyncLifetime
{
    private static readonly Caller Owner = new("test", ActorKind.User, "test", Role.Owner, "test");
    private static readonly string Long = new('가', Limits.NameLength);
    private static readonly string LongFromRight = string.Join(' ', Enumerable.Repeat("مؤسسة", 30));
    private static readonly string[] Names = [Long, "שלום עולם‏ (שותף)", "👩‍👩‍👧‍👦 가족 🏳️‍🌈", "e\u0301le\u0300ve", "홍길동", LongFromRight];
    private EntitySchema schema = default!;
    private List<string> recordIds = [];

    private RecordService Records => host.Services.GetRequiredService<RecordService>();

    public async Task InitializeAsync()
    {
        var made = await host.Services.GetRequiredService<EntityService>().CreateAsync(Owner, new EntityBody("함께 보는 목록", "together", null), default);
        await host.Services.GetRequiredService<PropertyService>().CreateAsync(
            Owner, made.EntityId, new PropertyBody("상태", "state", FieldType.Dropdown, [new("처음", "NEW", null, null), new("끝", "DONE", null, "green")], null, null, null), default);
        schema = await host.Services.GetRequiredService<EntityService>().GetAsync(Owner, made.EntityId, default);
        var answer = await Records.CreateManyAsync(Owner, Body(new { entityId = schema.EntityId, records = Names.Select(name => new { name }) }), default);
        recordIds = [.. answer.ResultList.Select(item => item.RecordId!)];
    }

    public async Task DisposeAsync()
    {
        await host.Services.GetRequiredService<TrashService>().DeleteAsync(Owner, recordIds, permanent: true, default);
        await host.Services.GetRequiredService<EntityService>().DeleteAsync(Owner, schema.EntityId, default);
    }

    [Fact]
    public async Task Names_LongRightToLeftAndEmoji_StayInTheirCellsAndAreFound()
    {
        await using var tab = await OpenAsync();
        var page = tab.Page;
        foreach (var name in Names)
        {
            await Expect(page.Locator("td.name", new() { HasText = name.Normalize() })).ToBeVisibleAsync();
        }

        var wide = await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('td.name')].some(cell => cell.getBoundingClientRect().width > 240 || cell.getBoundingClientRect().height > 40)");
        Assert.False(wide, "A name breaks its cell.");
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"), "The page is wider than the window.");
        await page.Locator("td.name", new() { HasText = LongFromRight }).Locator("a").ClickAsync();
        await Expect(page.Locator(".record-panel h2")).ToHaveTextAsync(LongFromRight);
        await BeginsInSightAsync(page.Locator("td.name a", new() { HasText = LongFromRight }));
        await BeginsInSightAsync(page.Locator(".record-panel h2"));
        await page.Keyboard.PressAsync("Escape");
        foreach (var (typed, found) in new[] { ("שלום", Names[1]), ("👩‍👩‍👧‍👦", Names[2]), ("ÉLÈVE", Names[3]) })
        {
            await page.Locator("[data-shortcut='/']").FillAsync(typed);
            await Expect(page.Locator(".page-header .count")).ToHaveTextAsync("1");
            await Expect(page.Locator("td.name")).ToContainTextAsync(found.Normalize());
        }

        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Hangul_WhileItIsComposed_SearchesNothingAndPressesNoShortcut()
    {
        await using var tab = await OpenAsync();
        var page = tab.Page;
        await page.Locator("[data-shortcut='/']").FocusAsync();
        await page.EvaluateAsync("() => { window.heard = []; document.addEventListener('input', event => window.heard.push(event.target.value)); }");
        var keyboard = await page.Context.NewCDPSessionAsync(page);
        foreach (var half in new[] { "ㅎ", "호", "홍" })
        {
            await keyboard.SendAsync("Input.imeSetComposition", new() { ["text"] = half, ["selectionStart"] = half.Length, ["selectionEnd"] = half.Length });
        }

        await Expect(page.Locator("[data-shortcut='/']")).ToHaveValueAsync("홍");
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.heard"));
        await keyboard.SendAsync("Input.insertText", new() { ["text"] = "홍" });
        await Expect(page.Locator(".page-header .count")).ToHaveTextAsync("1");
        await Expect(page).ToHaveURLAsync(new Regex("q="));
        Assert.Equal(["홍"], (await page.EvaluateAsync<string[]>("() => window.heard")).Distinct());
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task InitialConsonants_TypedAndComposed_FindTheName()
    {
        await using var tab = await OpenAsync();
        var page = tab.Page;
        var box = page.Locator("[data-shortcut='/']");
        await Expect(box).ToHaveAttributeAsync("placeholder", new Regex("초성.*ㅎㄱㄷ"));
        foreach (var typed in new[] { "ㅎㄱㄷ", "홍ㄱㄷ", "ㄱㄷ" })
        {
            await box.FillAsync(typed);
            await Expect(page).ToHaveURLAsync(new Regex("q=" + Uri.EscapeDataString(typed)));
            await Expect(page.Locator("td.name")).ToHaveTextAsync(["홍길동"]);
        }

        await box.FillAsync("ㅉ");
        await Expect(page.Locator("td.name")).ToHaveCountAsync(0);
        await box.FillAsync("");
        var keyboard = await page.Context.NewCDPSessionAsync(page);
        foreach (var typed in "ㅎㄱㄷ")
        {
            await keyboard.SendAsync("Input.imeSetComposition", new() { ["text"] = $"{typed}", ["selectionStart"] = 1, ["selectionEnd"] = 1 });
            await keyboard.SendAsync("Input.insertText", new() { ["text"] = $"{typed}" });
        }

        await Expect(page).ToHaveURLAsync(new Regex("q=" + Uri.EscapeDataString("ㅎㄱㄷ")));
        await Expect(page.Locator("td.name")).ToHaveTextAsync(["홍길동"]);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("ㅎㄱㄷ");
        await Expect(page.Locator("#palette [role=option]", new() { HasText = "함께 보는 목록" }).Filter(new() { HasText = "홍길동" })).ToBeVisibleAsync();
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Cell_ThatSomebodyElseChangedMeanwhile_IsNotOverwrittenUnasked()
    {
        await using var tab = await OpenAsync();
        var page = tab.Page;
        var recordId = recordIds[Array.IndexOf(Names, "홍길동")];
        await EditAsync(page, "홍길동", "홍길순");
        await Records.UpdateAsync(Owner, recordId, Body(new { name = "홍길서" }), null, default);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".field-trouble")).ToContainTextAsync("홍길서");
        Assert.Equal("홍길서", (await Records.GetAsync(Owner, recordId, default)).Record.Name);
        await page.GetByRole(AriaRole.Button, new() { Name = "내 값으로 저장" }).ClickAsync();
        await Expect(page.Locator("td.name", new() { HasText = "홍길순" })).ToBeVisibleAsync();
        Assert.Equal("홍길순", (await Records.GetAsync(Owner, recordId, default)).Record.Name);

        await EditAsync(page, "홍길순", "김길순");
        await Records.UpdateAsync(Owner, recordId, Body(new { name = "박길순" }), null, default);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "그대로 두기" }).ClickAsync();
        await Expect(page.Locator("td.name", new() { HasText = "박길순" })).ToBeVisibleAsync();
        Assert.Equal("박길순", (await Records.GetAsync(Owner, recordId, default)).Record.Name);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Role_TakenAwayInTheMiddle_StopsTheNextActAndSaysSo()
    {
        const string Email = "lowered@example.com";
        var users = host.Services.GetRequiredService<UserService>();
        var person = await users.CreateAsync(Owner, new UserInput(Email, "내려간 사람", Role.Member, CrmApp.OwnerPassword), default);
        await using var tab = await host.OpenTabAsync(signIn: false);
        await tab.SignInAsync(Email, CrmApp.OwnerPassword);
        await tab.GoAsync("/records/together");
        var page = tab.Page;
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await TickAsync(page, 0);
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();

        await users.UpdateAsync(Owner, person.UserId, new UserInput(Role: Role.Viewer), default);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".toast.error")).ToContainTextAsync("권한");
        foreach (var recordId in recordIds)
        {
            Assert.Null((await Records.GetAsync(Owner, recordId, default)).Record.DeletedAt);
        }

        await tab.ReloadAsync();
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await TickAsync(page, 0);
        await Expect(page.Locator(".bulk-bar [data-shortcut=Delete]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Value_SetInSeveralRecords_StandsInEachOfThem()
    {
        await using var tab = await OpenAsync();
        var page = tab.Page;
        await TickAsync(page, 0, 1);
        await page.Keyboard.PressAsync("s");
        await page.Locator("#set-value").SelectOptionAsync("DONE");
        await page.Locator("dialog[open] footer .primary").ClickAsync();

        await Expect(page.Locator(".toast")).ToContainTextAsync("2건의 값을 바꿨습니다: 상태 – 끝");
        await Expect(page.Locator("tbody .chip.green")).ToHaveCountAsync(2);

        await TickAsync(page, 0);
        await page.Keyboard.PressAsync("s");
        await page.Locator("dialog[open] footer .danger").ClickAsync();
        await Expect(page.Locator("tbody .chip.green")).ToHaveCountAsync(1);
        Assert.Empty(tab.Problems);
    }

    /// <summary>What is too long is cut at its end, whichever side that is.</summary>
    private static async Task BeginsInSightAsync(ILocator cut) => Assert.True(
        await cut.EvaluateAsync<bool>(
            """
            element => {
              const [letter, box] = [document.createRange(), element.getBoundingClientRect()];
              letter.setStart(element.firstChild, 0);
              letter.setEnd(element.firstChild, 1);
              const { left, right } = letter.getBoundingClientRect();
              return left >= box.left - 1 && right <= box.right + 1;
            }
            """),
        "A name is cut at its beginning.");

    private async Task<Tab> OpenAsync()
    {
        var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/together");
        await tab.Page.Locator(".table-box[data-live]").WaitForAsync();
        return tab;
    }

    private static async Task TickAsync(IPage page, params int[] rows)
    {
        foreach (var row in rows)
        {
            await page.Locator("tbody .check").Nth(row).ClickAsync();
        }

        await Expect(page.Locator(".bulk-bar")).ToContainTextAsync($"{rows.Length}건 선택됨");
    }

    private static async Task EditAsync(IPage page, string name, string next)
    {
        await page.Locator("td.name", new() { HasText = name }).DblClickAsync();
        await page.Locator(".field-editor input").FillAsync(next);
    }

    private static JsonElement Body(object body) => JsonSerializer.SerializeToElement(body, Json.Options);
}
