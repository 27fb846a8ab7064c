using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Shell;

/// <summary>Dates are typed in the page's own form, in whatever language the browser is.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DateTests(BrowserHost host)
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task Period_TypedOrPicked_NarrowsWhatIsShown(string browserLanguage)
    {
        await using var tab = await host.OpenTabAsync(locale: browserLanguage);
        await tab.PreferAsync("ko", "light");
        await tab.GoAsync("/activities/contact");
        var page = tab.Page;
        var from = page.GetByLabel("시작일", new() { Exact = true });
        await Expect(from).ToHaveAttributeAsync("placeholder", "연/월/일");

        await from.FillAsync("2026. 1. 5.");
        await page.Keyboard.PressAsync("Tab");
        await Expect(from).ToHaveValueAsync("2026/01/05");
        await Expect(page).ToHaveURLAsync(new Regex("from=2026-01-05"));
        await Expect(page.Locator("[data-date] [data-date-open]").First).ToBeFocusedAsync();

        await from.FillAsync("5/1/2026");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-date] [role=alert]")).ToContainTextAsync("연/월/일");
        await Expect(page).ToHaveURLAsync(new Regex("from=2026-01-05"));

        await page.EvaluateAsync("() => { window.opened = 0; HTMLInputElement.prototype.showPicker = function () { window.opened++; }; }");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(1, await page.EvaluateAsync<int>("window.opened"));
        await page.Locator("[data-date-native]").First.EvaluateAsync("day => { day.value = '2026-02-03'; day.dispatchEvent(new Event('change', { bubbles: true })); }");
        await Expect(from).ToHaveValueAsync("2026/02/03");
        await Expect(from).ToBeFocusedAsync();
        await Expect(page.Locator("[data-date] [role=alert]")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Cell_WithADate_TakesWhatIsTypedAndTellsWhatIsNone()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact?columns=name,data.birthday,data.lastOrderAt");
        var page = tab.Page;
        await page.Locator(".table-box[data-live]").WaitForAsync();
        var day = page.Locator("tr[data-index='0'] td[data-column='1']");
        await day.DblClickAsync();
        await Expect(day.Locator(".input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("5/1/1990");
        await page.Keyboard.PressAsync("Enter");
        await Expect(day.Locator("[role=alert]")).ToContainTextAsync("연/월/일");
        await day.Locator(".input").FillAsync("1990-5-1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(day.Locator("time")).ToHaveAttributeAsync("datetime", "1990-05-01");
        var shown = await day.Locator("time").InnerTextAsync();
        await page.Keyboard.PressAsync("F2");
        await Expect(day.Locator(".input")).ToHaveValueAsync(shown);
        await page.Keyboard.PressAsync("Escape");

        var moment = page.Locator("tr[data-index='0'] td[data-column='2']");
        await moment.DblClickAsync();
        await Expect(moment.Locator(".input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("2026-11-01 25:00");
        await page.Keyboard.PressAsync("Enter");
        await Expect(moment.Locator("[role=alert]")).ToContainTextAsync("2026/11/22 14:30처럼");
        await moment.Locator(".input").FillAsync("2026-11-01 9:30");
        await page.Keyboard.PressAsync("Enter");
        await Expect(moment.Locator("time")).ToHaveAttributeAsync("datetime", "2026-11-01T00:30:00.000Z");
        Assert.Empty(tab.Problems);
    }
}
