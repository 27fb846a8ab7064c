using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Files;

/// <summary>Files of records: dropped and chosen, listed, fetched, taken away and put back.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FileTests(BrowserHost host) : IAsyncLifetime
{
    private static readonly byte[] Contract = Encoding.UTF8.GetBytes("계약 내용\n");

    private readonly CrmApp app = new();
    private readonly TempFolder folder = new();
    private string recordId = "";

    public async Task InitializeAsync()
    {
        app.Listen();
        var caller = Caller.System("files");
        var made = await app.Services.GetRequiredService<EntityService>().CreateAsync(caller, new EntityBody("거래", "deal", null), default);
        await app.Services.GetRequiredService<PropertyService>().CreateAsync(
            caller, made.EntityId, new PropertyBody("서류", "papers", FieldType.File, null, null, null, null), default);
        var schema = await app.Services.GetRequiredService<EntityCatalog>().GetAsync(made.EntityId, default);
        recordId = (await app.Services.GetRequiredService<RecordService>().CreateManyAsync(
            caller, schema, [RecordInput.Of("큰 거래", null, null, [], null)], default))[0].RecordId;
    }

    public async Task DisposeAsync()
    {
        folder.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Panel_FilesDroppedAndChosen_AreKeptFetchedAndTakenAway()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync($"/records/deal/{recordId}?columns=name,data.papers");
        var files = tab.Page.Locator(".record-panel .files-input");

        await DropAsync(tab.Page, files.Locator(".file-drop"), Write("계약서.txt", Contract));
        await Expect(files.Locator("li")).ToContainTextAsync(["계약서.txt"]);
        await files.Locator("input[type=file]").SetInputFilesAsync([Write("사진.png", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0]), Write("메모.txt", "둘째"u8.ToArray())]);
        await Expect(files.Locator("li")).ToContainTextAsync(["계약서.txt", "사진.png", "메모.txt"]);
        await Expect(files.Locator("li").First).ToContainTextAsync($"{Contract.Length} B");
        await Expect(tab.Page.Locator("tbody .files")).ToHaveTextAsync("계약서.txt외 2개");

        await tab.ReloadAsync();
        await Expect(tab.Page.Locator("tbody .files")).ToHaveTextAsync("계약서.txt외 2개");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => files.GetByRole(AriaRole.Button, new() { Name = "계약서.txt 받기" }).ClickAsync());
        Assert.Equal("계약서.txt", download.SuggestedFilename);
        Assert.Equal(Contract, await File.ReadAllBytesAsync(await download.PathAsync()));

        await files.GetByRole(AriaRole.Button, new() { Name = "사진.png 빼기" }).ClickAsync();
        await Expect(files.Locator("li")).ToHaveCountAsync(2);
        await tab.Page.Locator(".toast").GetByRole(AriaRole.Button, new() { Name = "되돌리기" }).ClickAsync();
        await Expect(files.Locator("li")).ToContainTextAsync(["계약서.txt", "사진.png", "메모.txt"]);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Cell_DoubleClicked_TakesFilesAndLetsThemGo()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/deal?columns=name,data.papers");
        var cell = tab.Page.Locator("tr[data-index='0'] td[data-column='1']");
        await cell.DblClickAsync();
        var dialog = tab.Page.Locator("dialog[open]");
        await Expect(dialog.Locator("h2")).ToHaveTextAsync("큰 거래 · 서류");
        await dialog.Locator("input[type=file]").SetInputFilesAsync([Write("계약서.txt", Contract), Write("메모.txt", "둘째"u8.ToArray())]);
        await Expect(dialog.Locator(".files-input li")).ToContainTextAsync(["계약서.txt", "메모.txt"]);
        await Expect(cell).ToHaveTextAsync("계약서.txt외 1개");

        await dialog.GetByRole(AriaRole.Button, new() { Name = "계약서.txt 빼기" }).PressAsync("Enter");
        await Expect(cell).ToHaveTextAsync("메모.txt");
        await Expect(dialog.Locator(".files-input")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await tab.Page.Locator(".toast").GetByRole(AriaRole.Button, new() { Name = "되돌리기" }).ClickAsync();

        await Expect(cell).ToHaveTextAsync("계약서.txt외 1개");
        await tab.GoAsync($"/records/deal/{recordId}/page");
        await tab.Page.Locator(".record-main .tabs").GetByRole(AriaRole.Button, new() { Name = "변경 기록" }).ClickAsync();
        await Expect(tab.Page.Locator(".history .changes").First).ToHaveTextAsync("서류 메모.txt 계약서.txt, 메모.txt");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Files_ChosenWhileOthersAreRead_AreKeptAfterThem()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync($"/records/deal/{recordId}");
        var files = tab.Page.Locator(".record-panel .files-input");
        await files.Locator("input[type=file]").EvaluateAsync("""
            input => {
              for (const name of ['하나.txt', '둘.txt', '셋.txt']) {
                const chosen = new DataTransfer();
                chosen.items.add(new File([name], name));
                input.files = chosen.files;
                input.dispatchEvent(new Event('change', { bubbles: true }));
              }
            }
            """);

        await Expect(files.Locator("li")).ToContainTextAsync(["하나.txt", "둘.txt", "셋.txt"]);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task NewRecord_WithAFile_HoldsIt_AndATooLargeOneIsRefused()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/deal");
        await tab.Page.ShortcutAsync("n");
        var dialog = tab.Page.Locator("dialog[open]");
        await dialog.Locator("input[type=file]").SetInputFilesAsync([Write("큰 파일.bin", new byte[Limits.FileBytes + 1]), Write("계약서.txt", Contract)]);
        await Expect(dialog.Locator(".field-error")).ToContainTextAsync("큰 파일.bin: 파일이 너무 큽니다.");
        await Expect(dialog.Locator(".files-input li")).ToContainTextAsync(["계약서.txt"]);
        await dialog.Locator("#new-name").FillAsync("새 거래");
        await dialog.Locator("footer .primary").ClickAsync();

        await Expect(tab.Page.Locator(".record-panel h2")).ToHaveTextAsync("새 거래");
        await Expect(tab.Page.Locator(".record-panel .files-input li")).ToContainTextAsync(["계약서.txt"]);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Drops a file as the desktop does: the browser itself takes it.</summary>
    private static async Task DropAsync(IPage page, ILocator target, string path)
    {
        await using var session = await page.Context.NewCDPSessionAsync(page);
        var place = (await target.BoundingBoxAsync())!;
        foreach (var type in new[] { "dragEnter", "dragOver", "drop" })
        {
            await session.SendAsync("Input.dispatchDragEvent", new Dictionary<string, object>
            {
                ["type"] = type,
                ["x"] = place.X + (place.Width / 2),
                ["y"] = place.Y + (place.Height / 2),
                ["data"] = new { items = Array.Empty<object>(), files = new[] { path }, dragOperationsMask = 1 },
            });
        }
    }
}
