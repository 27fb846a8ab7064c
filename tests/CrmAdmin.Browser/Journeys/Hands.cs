using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>Somebody who works by keyboard alone: goes to what is named, presses, types.</summary>
internal sealed class Hands(IPage page)
{
    private const int FurthestTab = 60;

    /// <summary>Presses keys one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Goes on with Tab until the focus stands on something of this name.</summary>
    public async Task TabToAsync(string name)
    {
        for (var i = 0; i < FurthestTab; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (Regex.IsMatch(await NameAsync(), $"^{name}"))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not reach «{name}»; it came to «{await NameAsync()}»");
    }

    /// <summary>Adds a condition with the button that has the focus, and picks its field; the focus is then in its value.</summary>
    public async Task AddConditionAsync(string field)
    {
        await PressAsync("Enter");
        await PickFieldAsync(field);
    }

    /// <summary>Picks the field in the list that a new condition opens.</summary>
    public async Task PickFieldAsync(string field)
    {
        await Focused("[role=combobox]");
        await page.Keyboard.TypeAsync(field);
        await Expect(page.Locator(":popover-open .option.active")).ToContainTextAsync(field);
        await PressAsync("Enter");
        await Focused("[data-part=value] *");
    }

    /// <summary>Ticks a value in the open list, and leaves it open.</summary>
    public async Task TickAsync(string value)
    {
        await Focused("[role=combobox]");
        await page.Keyboard.TypeAsync(value);
        await Expect(page.Locator(":popover-open .option.active")).ToContainTextAsync(value);
        await PressAsync("Enter");
        await Expect(page.Locator(".builder .chip", new() { HasText = value }).First).ToBeVisibleAsync();
    }

    /// <summary>Waits until the focus is on something that fits a selector.</summary>
    public async Task Focused(string selector) =>
        await page.WaitForFunctionAsync("selector => document.activeElement?.matches(selector)", selector);

    private Task<string> NameAsync() => page.EvaluateAsync<string>(
        "() => { const at = document.activeElement; return (at.ariaLabel || at.innerText || at.value || '').trim(); }");
}
