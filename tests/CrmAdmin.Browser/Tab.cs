using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CrmAdmin.Browser.Looks;
using CrmAdmin.Tests;
using Microsoft.Playwright;

namespace CrmAdmin.Browser;

/// <summary>One browser tab in a context of its own.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly string baseUrl;
    private readonly ConcurrentQueue<string> problems = new();

    internal Tab(IBrowserContext context, IPage page, string baseUrl)
    {
        this.context = context;
        this.baseUrl = baseUrl;
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

    /// <summary>Signs in as the sign-in page does, without showing it or any other page.</summary>
    public async Task EnterAsync(string email, string password)
    {
        var page = await context.APIRequest.GetAsync("/login");
        var form = context.APIRequest.CreateFormData();
        foreach (var (name, value) in CrmApp.LoginForm(await page.TextAsync(), email, password))
        {
            form.Set(name, value);
        }

        var answer = await context.APIRequest.PostAsync("/login", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal(302, answer.Status);
    }

    /// <summary>Opens a relative address and waits until clicks reach the server.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await WaitForCircuitAsync();
    }

    /// <summary>Loads the page anew and waits until clicks reach the server: a page that is left earlier breaks off what it is fetching, which is an error in its console.</summary>
    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await WaitForCircuitAsync();
    }

    /// <summary>Chooses language and theme, as the person's cookies do.</summary>
    public Task PreferAsync(string language, string theme) => context.AddCookiesAsync(
    [
        new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={language}|uic={language}"), Url = baseUrl },
        new() { Name = "theme", Value = theme, Url = baseUrl },
    ]);

    /// <summary>Shows a page as it is to be looked at: fonts loaded, nothing on its way.</summary>
    public async Task ShowAsync(SeenPage page)
    {
        await Page.GotoAsync(page.Path);
        if (page.SignedIn)
        {
            await WaitForCircuitAsync();
        }

        await Page.WaitForFunctionAsync("() => document.fonts.status === 'loaded'");
        await (page.Prepare?.Invoke(Page) ?? Task.CompletedTask);
        await Assertions.Expect(Page).ToHaveTitleAsync(new Regex(@"\S"));
        await Assertions.Expect(Page.Locator("main .skeleton, main .spinner")).ToHaveCountAsync(0);

        await StillAsync();
    }

    /// <summary>Switches the page that is shown to another theme, as the person's menu does.</summary>
    public async Task SwitchAsync(string theme)
    {
        await Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);
        await StillAsync();
    }

    /// <summary>Waits for what only a live circuit renders.</summary>
    public Task WaitForCircuitAsync() => Page.Locator("main[data-interactive]").WaitForAsync();

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    // What goes on without end, such as a spinner, has no end to wait for: it goes with what it waits for.
    private Task StillAsync() => Page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState === 'finished')");
}
