using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CrmAdmin.Browser;

/// <summary>One browser tab in a context of its own.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> problems = new();

    internal Tab(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.PageError += (_, error) => problems.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                problems.Enqueue(message.Text);
            }
        };
    }

    /// <summary>The page, for everything Playwright can do.</summary>
    public IPage Page { get; }

    /// <summary>Script errors and console errors so far, policy violations among them.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>Signs in by the sign-in page, and ends at the home page.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await Page.GotoAsync("/login");
        await Page.Locator("input[type=email]").FillAsync(email);
        await Page.Locator("input[type=password]").FillAsync(password);
        await Page.Locator("button[type=submit]").ClickAsync();
        await WaitForCircuitAsync();
    }

    /// <summary>Opens a relative address and waits until clicks reach the server.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await WaitForCircuitAsync();
    }

    /// <summary>Waits for what only a live circuit renders.</summary>
    public Task WaitForCircuitAsync() => Page.Locator("main[data-interactive]").WaitForAsync();

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
