using System.Diagnostics;
using System.Globalization;
using CrmAdmin.Bench.Browsing;
using Microsoft.Playwright;

namespace CrmAdmin.Bench.Steps;

/// <summary>What one person waits for in the grid, in a real browser: from the click to the frame with the new rows.</summary>
internal static class PagesStep
{
    private const double ClickMost = 150;
    private const int Warm = 3;
    private const int Clicks = 15;
    private const string NewRows = "rows !== before";

    /// <summary>No page of a large table is sorted as fast as one is read from an index.</summary>
    private const double Indexed = 20;

    private static readonly string[] Ordered = ["data.totalSpent", "data.age"];
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestMaking = TimeSpan.FromMinutes(2);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        await using var chrome = await Chrome.StartAsync(bench.App.Address);
        (string What, Func<Chrome, Task<Func<int, Task<double>>>> Prepare)[] acts =
        [
            ("another order whose index is made", page => OrdersAsync(bench, page)),
            ("another order by a header", SortsAsync),
            ("other conditions by a link", LinksAsync),
            ("a value ticked in the condition builder", TicksAsync),
            ("a jump far down the list", JumpsAsync),
            ("the next record opened", OpensAsync),
        ];
        var all = new Timing();
        foreach (var (what, prepare) in acts)
        {
            var take = await prepare(chrome);
            var timing = new Timing();
            for (var i = 0; i < Warm + Clicks; i++)
            {
                (i < Warm ? new Timing() : timing).Add(await take(i));
            }

            all.Add(timing);
            Add(bench, what, timing);
        }

        Add(bench, "any of them", all);
    }

    private static void Add(Bench bench, string what, Timing timing) => bench.Report.Add(new Figure(
        $"page: {what}, p95", timing.At(0.95), "ms", null, ClickMost, $"median {timing.Median:N0} ms of {timing.Count} clicks, slowest {timing.At(1):N0}"));

    private static async Task<Func<int, Task<double>>> SortsAsync(Chrome chrome)
    {
        await chrome.OpenGridAsync(Basket.Grid);
        var headers = chrome.Page.Locator("thead button.sort");
        var (clock, count) = (new PaintClock(chrome.Page), await headers.CountAsync());
        return i => clock.TakeAsync("click", NewRows, () => headers.Nth(i % count).ClickAsync());
    }

    /// <summary>Orders that were asked for often enough to have indexes of their own.</summary>
    private static async Task<Func<int, Task<double>>> OrdersAsync(Bench bench, Chrome chrome)
    {
        foreach (var path in Ordered)
        {
            await MadeAsync(bench, new Search("", "", null, []) { Sort = path });
        }

        await chrome.OpenGridAsync($"{Basket.Grid}?columns=name,{string.Join(',', Ordered)}");
        var clock = new PaintClock(chrome.Page);
        return i => clock.TakeAsync("click", NewRows, () => chrome.Page.Locator($"th[data-path='{Ordered[i % Ordered.Length]}'] button.sort").ClickAsync());
    }

    private static async Task MadeAsync(Bench bench, Search sorted)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < LongestMaking; await Task.Delay(Look))
        {
            var timing = new Timing();
            await timing.TakeAsync(() => bench.Contacts.PageAsync(sorted));
            if (timing.Median < Indexed)
            {
                return;
            }
        }
    }

    private static async Task<Func<int, Task<double>>> LinksAsync(Chrome chrome)
    {
        await chrome.OpenGridAsync(Basket.Grid);
        var clock = new PaintClock(chrome.Page);
        return i => clock.TakeAsync("click", NewRows, () => FollowAsync(chrome.Page, Basket.Addresses[i % Basket.Addresses.Count]));
    }

    /// <summary>A link as segments, views and the home page have them.</summary>
    private static async Task FollowAsync(IPage page, string href)
    {
        await page.EvaluateAsync(
            """
            href => {
              document.querySelector('#bench-link')?.remove();
              const link = Object.assign(document.createElement('a'), { id: 'bench-link', href, textContent: '→' });
              link.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9';
              document.body.append(link);
            }
            """,
            href);
        await page.Locator("#bench-link").ClickAsync();
    }

    /// <summary>One grade stays ticked, the others come and go.</summary>
    private static async Task<Func<int, Task<double>>> TicksAsync(Chrome chrome)
    {
        const string Where = """{"operator":"AND","conditions":[{"field":"data.grade","operator":"includes_any","value":["VIP"]}]}""";
        await chrome.OpenGridAsync($"{Basket.Grid}?where={Uri.EscapeDataString(Where)}");
        await chrome.Page.Keyboard.PressAsync("f");
        await chrome.Page.Locator(".builder [data-part=value] [popovertarget]").ClickAsync();
        var others = chrome.Page.Locator(":popover-open .option:not([data-value=VIP])");
        var (clock, count) = (new PaintClock(chrome.Page), await others.CountAsync());
        return i => clock.TakeAsync("click", NewRows, () => others.Nth(i % count).ClickAsync());
    }

    /// <summary>There is a row in the middle of the grid again, and it is another one.</summary>
    private static async Task<Func<int, Task<double>>> JumpsAsync(Chrome chrome)
    {
        const string Middle = """
            (() => { const box = document.querySelector('.table-box').getBoundingClientRect();
              return document.elementFromPoint(box.left + 200, (box.top + box.bottom) / 2)?.closest('tr[data-index]') && rows !== before; })()
            """;
        await chrome.OpenGridAsync(Basket.Grid);
        var clock = new PaintClock(chrome.Page);
        return i => clock.TakeAsync(PaintClock.Begin, Middle, () => chrome.Page.EvaluateAsync(
            $$"""
            share => {
              const box = document.querySelector('.table-box');
              document.dispatchEvent(new Event('{{PaintClock.Begin}}'));
              box.scrollTop = share * (box.scrollHeight - box.clientHeight);
            }
            """,
            Share(i)));
    }

    /// <summary>Places all over the list, each far from the one before.</summary>
    private static double Share(int i) => (0.05 + (i * 0.381966)) % 1;

    private static async Task<Func<int, Task<double>>> OpensAsync(Chrome chrome)
    {
        await chrome.OpenGridAsync(Basket.Grid);
        var clock = new PaintClock(chrome.Page);
        return i => clock.TakeAsync("click", Opened(i), () => chrome.Page.Locator($"tr[data-index=\"{i}\"] a.title").ClickAsync());
    }

    private static string Opened(int row) => string.Create(CultureInfo.InvariantCulture, $$"""
        (() => { const id = document.querySelector('tr[data-index="{{row}}"][data-open] a.title')?.href.split('/').pop();
          return id && document.querySelector(`.record-panel h2:not(:empty) ~ * a[href*="${id}"]`); })()
        """);
}
