using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Page;

/// <summary>A record's activities.</summary>
public sealed partial class RecordTimeline(ActivityService service, CallerSource callers, Toasts toasts, Texts T) : ComponentBase
{
    private const int PageSize = 50;

    private List<Activity>? activities;
    private (string, string?)? read;
    private string? next;
    private bool isAdding;

    /// <summary>The record.</summary>
    [Parameter, EditorRequired]
    public string RecordId { get; set; } = "";

    /// <summary>How many there are by type.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<EventSummary> Summaries { get; set; } = [];

    /// <summary>Of this type alone; null for all.</summary>
    [Parameter]
    public string? Type { get; set; }

    /// <summary>Whether the person may add and delete.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Called with the type to narrow to.</summary>
    [Parameter]
    public EventCallback<string?> OnType { get; set; }

    /// <summary>Called when the summaries are no longer right.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (read != (RecordId, Type))
        {
            read = (RecordId, Type);
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        var wanted = read;
        var page = await PageAsync(null);
        if (wanted == read)
        {
            (activities, next) = ([.. page.Data], page.NextKey);
        }
    }

    private async Task MoreAsync()
    {
        var page = await PageAsync(next);
        activities!.AddRange(page.Data);
        next = page.NextKey;
    }

    private async Task<ListPage<Activity>> PageAsync(string? startKey) =>
        await service.ListAsync(await callers.GetAsync(), RecordId, new ActivityQuery(Type), new ListQuery(PageSize, startKey), CancellationToken.None);

    private async Task AddedAsync()
    {
        isAdding = false;
        await ReadAsync();
        await OnChanged.InvokeAsync();
    }

    private async Task DeleteAsync(Activity activity)
    {
        try
        {
            await service.DeleteAsync(await callers.GetAsync(), activity.ActivityId, CancellationToken.None);
            toasts.Success(T["Records.ActivityDeleted", activity.Type], T["Shell.Undo"], () => PutBackAsync(activity));
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }

        activities!.Remove(activity);
        await OnChanged.InvokeAsync();
    }

    /// <summary>What comes back is the same in everything but its id.</summary>
    private async Task PutBackAsync(Activity activity)
    {
        var body = JsonSerializer.SerializeToElement(activity with { ActivityId = "" }, Json.Options);
        await service.CreateAsync(await callers.GetAsync(), body, CancellationToken.None);
        await ReadAsync();
        await OnChanged.InvokeAsync();
        StateHasChanged();
    }
}
