using System.Globalization;
using CrmAdmin.Tests;
using Microsoft.Playwright;

namespace CrmAdmin.Browser.Journeys;

/// <summary>What a person sees in the grid, read by scrolling through it.</summary>
internal static class GridReading
{
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
        var next = await Patience.ForAsync(() => ReadDrawnAsync(page, rows, row), next => next != row, _ => $"Row {row} of {rows.Length} does not come.");
        return next < 0 ? rows.Length : next;
    }

    /// <summary>Reads the rows that are drawn; gives the first from one on that is not known yet, or -1.</summary>
    private static async Task<int> ReadDrawnAsync(IPage page, string?[] rows, int from)
    {
        var drawn = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('tr[data-index]')].map(row => row.dataset.index + ' ' + row.querySelector('a.title').href.split('/').pop())");
        foreach (var line in drawn)
        {
            var at = line.IndexOf(' ', StringComparison.Ordinal);
            rows[int.Parse(line.AsSpan(0, at), CultureInfo.InvariantCulture)] = line[(at + 1)..];
        }

        return Array.IndexOf(rows, null, from);
    }
}
