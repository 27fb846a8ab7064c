using CrmAdmin.Tests;
using Microsoft.Playwright;

namespace CrmAdmin.Browser;

/// <summary>One running program and one Chromium, shared by a collection of tests; each test takes a tab of its own.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // A machine that is busy is slow, not wrong.
    private const float ActsWithin = 60_000;
    private const float SeenWithin = 30_000;

    // The demo workspace: something to see, and the same at every run.
    private readonly CrmApp app = new() { Settings = { ["Demo:Enabled"] = "true" } };
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The program's address.</summary>
    public Uri Address => app.Address;

    /// <summary>The program's services, to prepare what a test needs.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>A tab with cookies and storage of its own, that shows nothing yet.</summary>
    /// <param name="address">Where relative addresses lead; the shared program unless given.</param>
    /// <param name="locale">The browser's language.</param>
    /// <param name="signIn">Whether it is signed in, as the OWNER.</param>
    public async Task<Tab> OpenTabAsync(Uri? address = null, string locale = "ko-KR", bool signIn = true)
    {
        var baseUrl = (address ?? Address).ToString();
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = baseUrl,
            Locale = locale,
            TimezoneId = "Asia/Seoul",
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(ActsWithin);
        var tab = new Tab(context, await context.NewPageAsync(), baseUrl);
        if (signIn)
        {
            await tab.EnterAsync(CrmApp.OwnerEmail, CrmApp.OwnerPassword);
        }

        return tab;
    }

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(SeenWithin);
        app.Listen();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Chromium,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>
/// Tests of this collection share one program and one browser too, and run beside the other tests: they look at pages, and
/// leave them as they are.
/// </summary>
[CollectionDefinition(Name)]
public sealed class LooksCollection : ICollectionFixture<BrowserHost>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "looks";
}

/// <summary>Tests of this collection share one program and one browser, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserHost>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "browser";
}
