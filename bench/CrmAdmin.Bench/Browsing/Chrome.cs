using CrmAdmin.Bench.App;
using Microsoft.Playwright;

namespace CrmAdmin.Bench.Browsing;

/// <summary>A Chromium with one tab, signed in as the OWNER.</summary>
internal sealed class Chrome : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chrome(IPlaywright playwright, IBrowser browser, IPage page) => (this.playwright, this.browser, Page) = (playwright, browser, page);

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>Starts it and signs in; the browser is Debian's, or the one that CHROMIUM names.</summary>
    public static async Task<Chrome> StartAsync(Uri address)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Chromium,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
        var context = await browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        var chrome = new Chrome(playwright, browser, await context.NewPageAsync());
        await chrome.SignInAsync();
        return chrome;
    }

    /// <summary>Opens an address by itself, as a bookmark does, and waits until the grid is alive.</summary>
    public async Task OpenGridAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator(".table-box[data-live] tr[data-index]").First.WaitForAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private async Task SignInAsync()
    {
        await Page.GotoAsync("/login");
        await Page.Locator("input[type=email]").FillAsync(AppProcess.OwnerEmail);
        await Page.Locator("input[type=password]").FillAsync(AppProcess.OwnerPassword);
        await Page.Locator("button[type=submit]").ClickAsync();
        await Page.Locator("main[data-interactive]").WaitForAsync();
    }
}
