using System.Globalization;
using Microsoft.Playwright;

namespace CrmAdmin.Browser.Journeys;

/// <summary>What a person sees in the grid, read by scrolling through it.</summary>
internal static class GridReading
{
    private const int Waits = 200;

    /// <summary>The count beside the title, once it is known to the last record.</summary>
    public static async Task<int> CountAsync(this IPage page)
    {
        var count = page.Locator(".page-header .count");
        await count.WaitForAsync();
        if (await count.EvaluateAsync<bool>("element => element.matches('button')"))
        {
            await count.ClickAsync();
            await page.Locator(".page-header span.count").WaitForAsync();
        }

        await Assertions.Expect(count).Not.ToContainTextAsync("+");

        return int.Parse(await count.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>The ids of all rows in their order: what is drawn is read, then the grid is scrolled on.</summary>
    public static async Task<List<string>> RowsAsync(this IPage page, int count)
    {
        var rows = new string?[count];
        for (var row = 0; row < count;)
        {
            row = await ReadFromAsync(page, rows, row);
        }

        return [.. rows.OfType<string>()];
    }

    private static async Task<int> ReadFromAsync(IPage page, string?[] rows, int row)
    {
        await page.Locator(".table-box").EvaluateAsync("(box, row) => { box.scrollTop = row * parseFloat(getComputedStyle(box).getPropertyValue('--row')); }", row);
        for (var i = 0; i < Waits; i++)
        {
            var drawn = await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('tr[data-index]')].map(row => row.dataset.index + ' ' + row.querySelector('a.title').href.split('/').pop())");
            foreach (var line in drawn)
            {
                var at = line.IndexOf(' ', StringComparison.Ordinal);
                rows[int.Parse(line.AsSpan(0, at), CultureInfo.InvariantCulture)] = line[(at + 1)..];
            }

            var next = Array.IndexOf(rows, null, row);
            if (next != row)
            {
                return next < 0 ? rows.Length : next;
            }

            await Task.Delay(25);
        }

        throw new TimeoutException($"Row {row} of {rows.Length} does not come.");
    }
}
