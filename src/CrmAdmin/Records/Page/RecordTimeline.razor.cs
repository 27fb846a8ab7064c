using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Page;

/// <summary>A record's activities.</summary>
public sealed partial class RecordTimeline(ActivityService service, ActivityActs acts, CallerSource callers, WorkspaceSettings workspace, Texts T) : ComponentBase
{
    private const int PageSize = 50;

    private readonly PagedList<Activity> list = new();
    private (string, ActivityAddress)? read;
    private bool isAdding;

    /// <summary>The record.</summary>
    [Parameter, EditorRequired]
    public string RecordId { get; set; } = "";

    /// <summary>How many there are by type.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<EventSummary> Summaries { get; set; } = [];

    /// <summary>Which of them are shown.</summary>
    [Parameter]
    public ActivityAddress Narrowed { get; set; } = new();

    /// <summary>Whether the person may add and delete.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Called with those to be shown.</summary>
    [Parameter]
    public EventCallback<ActivityAddress> OnNarrow { get; set; }

    /// <summary>Called when the summaries are no longer right.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (read != (RecordId, Narrowed))
        {
            read = (RecordId, Narrowed);
            await ReadAsync();
        }
    }

    private Task NarrowAsync(ActivityAddress wanted) => OnNarrow.InvokeAsync(wanted);

    private Task ReadAsync() => list.ReadAsync(PageAsync);

    private async Task<ListPage<Activity>> PageAsync(string? startKey) =>
        await service.ListAsync(await callers.GetAsync(), RecordId, Narrowed.Meant(workspace.TimeZone), new ListQuery(PageSize, startKey), CancellationToken.None);

    private async Task AddedAsync()
    {
        isAdding = false;
        await ReadAsync();
        await OnChanged.InvokeAsync();
    }

    private Task DeleteAsync(Activity activity) => acts.DeleteAsync(activity, () => InvokeAsync(ChangedAsync));

    private async Task ChangedAsync()
    {
        await ReadAsync();
        await OnChanged.InvokeAsync();
        StateHasChanged();
    }
}
