using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Exports;

/// <summary>Tells the person of an export that goes on without the page which asked for it.</summary>
internal sealed class ExportNews(Navigation navigation, NavigationManager pages, Toasts toasts, Texts texts)
{
    /// <summary>It has been asked for: the navigation counts it, and a toast leads to it.</summary>
    public void Started(string jobId)
    {
        navigation.Refresh();
        toasts.Success(texts["Exports.Started"], texts["Exports.SeeJobs"], () =>
        {
            pages.NavigateTo($"{ExportNavigation.Href}?job={jobId}");
            return Task.CompletedTask;
        });
    }
}
