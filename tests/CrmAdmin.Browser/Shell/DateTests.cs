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
    public async Task Period_Typed_NarrowsWhatIsShown(string browserLanguage)
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

        // The tooltip of the button that has the focus now leaves what is wrong legible.
        await Expect(page.Locator(".tooltip")).ToBeVisibleAsync();
        var (tip, told) = (await page.Locator(".tooltip").BoundingBoxAsync(), await page.Locator("[data-date] [role=alert]").BoundingBoxAsync());
        Assert.True(tip!.Y + tip.Height <= told!.Y, $"{tip.Y} + {tip.Height} > {told.Y}");
        Assert.Empty(tab.Problems);
    }

    [Theory]
    [InlineData("ko", "en-US", "시작일", "월화수목금토일", "2026년 1월", "2026년 1월 31일 토요일", "2026년 2월", "2024/02/25")]
    [InlineData("en", "ko-KR", "First day", "MonTueWedThuFriSatSun", "January 2026", "Saturday, January 31, 2026", "February 2026", "2024-02-25")]
    public async Task Day_PickedByKeys_SpeaksThePagesLanguage(
        string language, string browserLanguage, string label, string weekdays, string month, string day, string nextMonth, string picked)
    {
        await using var tab = await host.OpenTabAsync(locale: browserLanguage);
        await tab.PreferAsync(language, "light");
        await tab.GoAsync("/activities/contact?from=2026-01-31");
        var page = tab.Page;
        var from = page.GetByLabel(label, new() { Exact = true });
        var focused = page.Locator(".day:focus");
        await from.PressAsync("ArrowDown");
        await Expect(page.Locator("[role=columnheader]")).ToHaveCountAsync(7);
        Assert.Equal(weekdays, string.Concat(await page.Locator("[role=grid] [role=columnheader]").AllInnerTextsAsync()));
        await Expect(page.Locator("[data-title]:visible")).ToHaveTextAsync(month);
        await Expect(focused).ToHaveTextAsync(day);
        await Expect(focused).ToHaveAttributeAsync("aria-selected", "true");

        foreach (var (key, expected) in new[]
        {
            ("PageDown", "2026-02-28"), ("Home", "2026-02-23"), ("End", "2026-03-01"), ("ArrowLeft", "2026-02-28"),
            ("ArrowDown", "2026-03-07"), ("ArrowUp", "2026-02-28"), ("ArrowRight", "2026-03-01"), ("PageUp", "2026-02-01"),
        })
        {
            await page.Keyboard.PressAsync(key);
            await Expect(focused).ToHaveAttributeAsync("data-day", expected);
        }

        await Expect(page.Locator("[data-title]:visible")).ToHaveTextAsync(nextMonth);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".day")).ToHaveCountAsync(0);
        await Expect(from).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        foreach (var key in new[] { "Shift+PageUp", "Shift+PageUp", "PageDown", "Home", "ArrowLeft", "Enter" })
        {
            await page.Keyboard.PressAsync(key);
        }

        await Expect(from).ToHaveValueAsync(picked);
        await Expect(from).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex("from=2024-02-25"));
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
        await day.Locator("[data-date-open]").ClickAsync();
        await day.Locator("[data-months='12']").DblClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await day.Locator("[data-date-open]").ClickAsync();
        await day.Locator("[data-day='1990-05-03']").ClickAsync();
        await Expect(day.Locator(".input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(day.Locator("time")).ToHaveAttributeAsync("datetime", "1990-05-03");

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
