using System.Globalization;
using CrmAdmin.Shell;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Looks;

/// <summary>The figures of the design, read from what Chromium computed: sizes, type, corners, focus, motion, colours of chips.</summary>
[Collection(LooksCollection.Name)]
public sealed class MeasureTests(BrowserHost host)
{
    private const double Tolerance = 0.01;

    private const string TextSizes =
        """
        () => [...document.querySelectorAll('body *')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .filter(e => !['12px', '13px', '14px', '16px', '20px'].includes(getComputedStyle(e).fontSize))
          .map(e => `${getComputedStyle(e).fontSize} ${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`)
        """;

    // Not those of the sign-in page and the palette, which are larger, nor what stands inside a control.
    private const string Controls =
        """
        () => [...document.querySelectorAll('main .button:not(.small), main input.input, main .select, main .pick-button, dialog[open] .button:not(.small), dialog[open] input.input, dialog[open] .select')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.alone, .palette, .tag-input'))
          .filter(e => getComputedStyle(e).height !== '30px' || getComputedStyle(e).borderRadius !== '6px')
          .map(e => `${getComputedStyle(e).height} ${getComputedStyle(e).borderRadius} ${e.outerHTML.slice(0, 80)}`)
        """;

    private const string Icons =
        """
        () => [...document.querySelectorAll('svg.icon')].filter(e => e.checkVisibility({ visibilityProperty: true }))
          .filter(e => !['12px', '16px', '20px', '24px'].includes(getComputedStyle(e).width) || getComputedStyle(e).strokeWidth !== '1.5px')
          .map(e => `${getComputedStyle(e).width} ${getComputedStyle(e).strokeWidth} ${e.parentElement.outerHTML.slice(0, 80)}`)
        """;

    // What goes on until something has come (a spinner, bars of rows on their way) is no motion from one state to another.
    private const string Motions =
        """
        () => [...document.querySelectorAll('*')].flatMap(e => {
          const style = getComputedStyle(e);
          const longest = times => Math.max(...times.split(',').map(parseFloat));
          const waits = style.animationIterationCount === 'infinite';
          return [longest(style.transitionDuration), waits || style.animationName === 'none' ? 0 : longest(style.animationDuration)]
            .map(seconds => [seconds, `${seconds}s ${e.tagName}.${e.className}`]);
        }).filter(([seconds]) => seconds > most).map(([, told]) => told)
        """;

    public static TheoryData<string> Pages() => [.. SeenPage.All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Measured_KeepsToTheScale(string name)
    {
        var seen = SeenPage.All.Single(p => p.Name == name);
        await using var tab = await host.OpenTabAsync(signIn: seen.SignedIn);
        await tab.PreferAsync("ko", "light");
        await tab.ShowAsync(seen);

        await NoneAsync(tab, TextSizes);
        await NoneAsync(tab, Controls);
        await NoneAsync(tab, Icons);
        await NoneAsync(tab, Motions.Replace("most", "0.15", StringComparison.Ordinal));
        Assert.False(await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight"));
    }

    [Theory]
    [InlineData(null, 36)]
    [InlineData("compact", 30)]
    [InlineData("roomy", 44)]
    public async Task Rows_AtEveryDensity_HaveTheirHeight(string? density, int height)
    {
        await using var tab = await host.OpenTabAsync();
        await OpenRecordsAsync(tab);
        await tab.Page.EvaluateAsync("density => { if (density) document.documentElement.dataset.density = density; }", density);

        Assert.Equal(height, await HeightAsync(tab, "tbody[data-first] tr"));
        Assert.Equal(32, await HeightAsync(tab, "thead tr"));
    }

    [Theory]
    [InlineData("/records/contact?sort=-name", 2)]
    [InlineData("/export-jobs", 1)]
    [InlineData("/activities/contact", 2)]
    public async Task Header_OnATelephone_IsOneLineAndItsToolsAnother(string path, int lines)
    {
        await using var tab = await host.OpenTabAsync();
        await tab.Page.SetViewportSizeAsync(390, 844);
        await tab.GoAsync(path);
        var bars = tab.Page.Locator(".page-header, .toolbar");
        await Expect(bars).ToHaveCountAsync(lines);

        Assert.All(await bars.EvaluateAllAsync<double[]>("bars => bars.map(bar => bar.clientHeight)"), height => Assert.InRange(height, 30, 48));
        Assert.False(await tab.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.page-header')].some(bar => bar.scrollWidth > bar.clientWidth)"), "The header is wider than the window.");
    }

    [Theory]
    [InlineData("td .title", "13px", "500")]
    [InlineData("th", "12px", "500")]
    [InlineData("td .chip", "12px", "500")]
    [InlineData("h1", "16px", "600")]
    [InlineData(".toolbar .button", "13px", "500")]
    public async Task Type_OfTheRecords_IsAsDesigned(string what, string size, string weight)
    {
        await using var tab = await host.OpenTabAsync();
        await OpenRecordsAsync(tab);

        Assert.Equal(size, await StyleAsync(tab, what, "fontSize"));
        Assert.Equal(weight, await StyleAsync(tab, what, "fontWeight"));
    }

    [Fact]
    public async Task Type_OfThePages_IsAsDesigned()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");
        await tab.Page.Locator(".figure strong").First.WaitForAsync();
        Assert.Equal("20px", await StyleAsync(tab, ".figure strong", "fontSize"));
        Assert.Equal(13 * 1.45, double.Parse((await StyleAsync(tab, "body", "lineHeight")).Replace("px", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), Tolerance);
        Assert.Equal("keep-all", await StyleAsync(tab, "body", "wordBreak"));

        await OpenRecordsAsync(tab);
        Assert.Equal("tabular-nums", await StyleAsync(tab, "tbody .num", "fontVariantNumeric"));
        Assert.Equal("end", await StyleAsync(tab, "tbody .num", "textAlign"));
        Assert.Equal("normal", await StyleAsync(tab, "tbody .num", "wordBreak"));
        await tab.Page.ShortcutAsync("n");
        Assert.Equal("14px", await StyleAsync(tab, "dialog[open] input.input", "fontSize"));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Focus_OnEveryStop_IsARingOfTwoPixelsInTheAccent(string theme)
    {
        await using var tab = await host.OpenTabAsync();
        await tab.PreferAsync("ko", theme);
        await OpenRecordsAsync(tab);
        var stops = new HashSet<string>();
        for (var stop = 0; stop < 30; stop++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            var ring = await tab.Page.EvaluateAsync<string>(
                """
                () => {
                  const focused = document.activeElement;
                  if (focused === document.body) return '';
                  const probe = document.body.appendChild(document.createElement('i'));
                  probe.style.color = 'var(--focus)';
                  const accent = getComputedStyle(probe).color;
                  probe.remove();
                  const frame = focused.closest('.grid-frame');
                  if (focused.matches('[role=grid]')) return getComputedStyle(frame, '::after').boxShadow === `${accent} 0px 0px 0px 2px inset` ? 'grid' : 'grid without a ring';
                  const style = getComputedStyle(focused);
                  const right = style.outlineStyle === 'solid' && style.outlineWidth === '2px' && style.outlineColor === accent;
                  return right ? focused.tagName : `no ring: ${focused.outerHTML.slice(0, 90)}`;
                }
                """);
            Assert.DoesNotContain("no ring", ring, StringComparison.Ordinal);
            Assert.NotEqual("grid without a ring", ring);
            stops.Add(ring);
        }

        Assert.Superset(new HashSet<string> { "A", "BUTTON", "INPUT", "grid" }, stops);
    }

    [Fact]
    public async Task Motion_WhereItIsNotWanted_IsNone()
    {
        await using var tab = await host.OpenTabAsync();
        await tab.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await OpenRecordsAsync(tab);

        await NoneAsync(tab, Motions.Replace("most", "0.0001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Chips_InAllTenColors_CanBeReadAsDrawn(string theme)
    {
        await using var tab = await host.OpenTabAsync();
        await tab.PreferAsync("ko", theme);
        await tab.GoAsync("/");

        var contrasts = await tab.Page.EvaluateAsync<double[]>(
            """
            colors => colors.map(color => {
              const chip = document.body.appendChild(document.createElement('span'));
              chip.className = `chip ${color}`;
              const light = text => text.match(/[\d.]+/g).slice(0, 3).map(part => part / 255)
                .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
                .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
              const { color: ink, backgroundColor } = getComputedStyle(chip);
              const [dark, bright] = [light(ink), light(backgroundColor)].sort((a, b) => a - b);
              chip.remove();
              return (bright + 0.05) / (dark + 0.05);
            })
            """,
            ChipColors.All);

        Assert.Equal(10, contrasts.Length);
        Assert.All(contrasts, contrast => Assert.InRange(contrast, 4.5, 21));
    }

    private static async Task NoneAsync(Tab tab, string script)
    {
        var found = await tab.Page.EvaluateAsync<string[]>(script);
        Assert.True(found.Length == 0, string.Join('\n', found.Distinct()));
    }

    private static async Task OpenRecordsAsync(Tab tab)
    {
        await tab.GoAsync("/records/contact");
        await tab.Page.Locator(".table-box[data-live] tr .title").First.WaitForAsync();
    }

    private static async Task<int> HeightAsync(Tab tab, string what) =>
        (int)Math.Round((await tab.Page.Locator(what).First.BoundingBoxAsync())!.Height);

    private static Task<string> StyleAsync(Tab tab, string what, string property) =>
        tab.Page.Locator(what).First.EvaluateAsync<string>("(element, property) => getComputedStyle(element)[property]", property);
}
