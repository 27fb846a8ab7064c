using Microsoft.Playwright;

namespace CrmAdmin.Browser;

/// <summary>Keys that stand for what a page offers.</summary>
internal static class Shortcuts
{
    /// <summary>Presses a key once the button that it presses is there: before that a page does not know it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="key">As in data-shortcut.</param>
    public static async Task ShortcutAsync(this IPage page, string key)
    {
        await page.Locator($"[data-shortcut~='{key}']:not(:disabled):visible").First.WaitForAsync();
        await page.Keyboard.PressAsync(key);
    }
}
