using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmAdmin.Shell;

/// <summary>
/// The address bar of the page that is open. A page's state stands in its query; changing it here neither navigates nor
/// scrolls. NavigationManager.Uri does not learn of it, so a page reads its query once and then keeps its own state.
/// </summary>
public sealed class PageAddress(IJSRuntime browser, NavigationManager navigation)
{
    private IJSObjectReference? module;
    private int replaced;

    /// <summary>Replaces the query; members that are null are left out. Of several at once the last one stays.</summary>
    /// <param name="path">The page's path, without leading slash.</param>
    /// <param name="query">What the query says.</param>
    /// <param name="token">Cancels waiting for the browser.</param>
    public async Task ReplaceAsync(string path, IReadOnlyDictionary<string, object?> query, CancellationToken token = default)
    {
        var address = navigation.GetUriWithQueryParameters(navigation.BaseUri + path, query);
        var mine = ++replaced;
        var script = await ModuleAsync(token);
        if (mine == replaced)
        {
            await script.InvokeVoidAsync("replace", token, address);
        }
    }

    /// <summary>Puts a text on the clipboard.</summary>
    public async Task CopyAsync(string text, CancellationToken token = default) =>
        await (await ModuleAsync(token)).InvokeVoidAsync("copy", token, text);

    /// <summary>Saves the file that a path of ours leads to; the page stays where it is.</summary>
    /// <param name="path">The path, with leading slash.</param>
    /// <param name="token">Cancels waiting for the browser.</param>
    public async Task DownloadAsync(string path, CancellationToken token = default) =>
        await (await ModuleAsync(token)).InvokeVoidAsync("download", token, path);

    private async ValueTask<IJSObjectReference> ModuleAsync(CancellationToken token) =>
        module ??= await browser.InvokeAsync<IJSObjectReference>("import", token, "/js/address.js");
}
