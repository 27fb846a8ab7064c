using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>A column that stays at the left while the others scroll sideways.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PinnedColumnTests(BrowserHost host)
{
    private const string Wide = "/records/contact?columns=name,data.email,data.grade,data.city,tags,ownerId,dateCreated,dateUpdated,recordId";

    [Fact]
    public async Task Column_PinnedByKeyboard_StaysAfterAReloadAndWhileScrolling()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync("/records/contact");
        await page.Locator(".table-box[data-live]").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "열", Exact = false }).And(page.Locator(".toolbar button")).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var pin = page.GetByRole(AriaRole.Button, new() { Name = "도시 왼쪽에 고정" });
        await pin.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        var unpin = page.GetByRole(AriaRole.Button, new() { Name = "도시 고정 풀기" });
        await Expect(unpin).ToBeFocusedAsync();
        await Expect(page.Locator("th[data-path]").Nth(1)).ToHaveAttributeAsync("data-path", "data.city");
        await tab.GoAsync("/records/contact");
        await StaysAsync(page, "data.city");

        await page.Locator(".toolbar [aria-haspopup=dialog]").ClickAsync();
        await unpin.ClickAsync();
        await Expect(page.Locator("th[data-path='data.city']")).Not.ToHaveClassAsync("pinned edge");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task PinnedColumns_InAnAddress_AreWidenedTogetherAndGiveWayWhereRoomIsShort()
    {
        await using var tab = await host.OpenTabAsync();
        var page = tab.Page;
        await tab.GoAsync(Wide + "&pinned=data.grade,data.city");
        await StaysAsync(page, "data.grade");
        await StaysAsync(page, "data.city");

        var edge = (await page.Locator("th[data-path=name] [data-resize]").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(edge.X + 4, edge.Y + 4);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(edge.X + 54, edge.Y + 4, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await StaysAsync(page, "data.city");
        Assert.Equal(await LeftAsync(page, "data.grade"), await RightAsync(page, "name"), 1.0);

        await page.SetViewportSizeAsync(620, 800);
        await Expect(page.Locator(".table-box[data-crowded]")).ToBeVisibleAsync();
        var left = await LeftAsync(page, "data.grade");
        await ScrollAsync(page, 150);
        Assert.Equal(left - 150, await LeftAsync(page, "data.grade"), 1.0);
        Assert.Empty(tab.Problems);
    }

    /// <summary>Holds that a column's header and cells are where they were when the others have scrolled away.</summary>
    private static async Task StaysAsync(IPage page, string path)
    {
        await page.Locator(".table-box[data-live] tr[data-index='0']").WaitForAsync();
        await ScrollAsync(page, 0);
        var left = await LeftAsync(page, path);
        await ScrollAsync(page, 300);
        Assert.Equal(left, await LeftAsync(page, path), 1.0);
        var cell = page.Locator($"tr[data-index='0'] > td:nth-child({1 + await page.Locator("thead th").EvaluateAllAsync<int>("(all, path) => all.findIndex(th => th.dataset.path === path)", path)})");
        Assert.Equal(left, (await cell.BoundingBoxAsync())!.X, 1.0);
        await ScrollAsync(page, 0);
    }

    private static Task ScrollAsync(IPage page, int left) => page.Locator(".table-box").EvaluateAsync("(box, left) => { box.scrollLeft = left; }", left);

    private static async Task<double> LeftAsync(IPage page, string path) => (await page.Locator($"th[data-path='{path}']").BoundingBoxAsync())!.X;

    private static async Task<double> RightAsync(IPage page, string path)
    {
        var place = (await page.Locator($"th[data-path='{path}']").BoundingBoxAsync())!;
        return place.X + place.Width;
    }
}
