using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmAdmin.Tests.Shell;

/// <summary>What stands in the address bar after acts that follow each other closely.</summary>
public sealed class PageAddressTests
{
    [Fact]
    public async Task Replace_OvertakenWhileItsScriptIsOnItsWay_LeavesTheLaterOne()
    {
        var browser = new SlowBrowser();
        var address = new PageAddress(browser, new AtHome());

        var earlier = address.ReplaceAsync("activities", new Dictionary<string, object?> { ["from"] = "2026-11-01" });
        var later = address.ReplaceAsync("activities", new Dictionary<string, object?> { ["from"] = "2026-11-01", ["type"] = "call" });
        foreach (var import in browser.Imports.AsEnumerable().Reverse())
        {
            import.SetResult(browser);
        }

        await earlier;
        await later;

        Assert.Equal(["http://localhost/activities?from=2026-11-01&type=call"], browser.Shown);
    }

    private sealed class AtHome : NavigationManager
    {
        public AtHome() => Initialize("http://localhost/", "http://localhost/activities");
    }

    /// <summary>Its scripts come when the test says so; it keeps the addresses that it was told.</summary>
    private sealed class SlowBrowser : IJSRuntime, IJSObjectReference
    {
        public List<TaskCompletionSource<IJSObjectReference>> Imports { get; } = [];

        public List<string> Shown { get; } = [];

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (identifier == "import")
            {
                Imports.Add(new TaskCompletionSource<IJSObjectReference>());
                return (TValue)await Imports[^1].Task;
            }

            Shown.Add((string)args![0]!);
            return default!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public ValueTask DisposeAsync() => default;
    }
}
