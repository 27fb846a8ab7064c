using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Trash;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Editing;

/// <summary>One record beside the grid.</summary>
public sealed partial class RecordPanel(
    RecordService records, TrashService trash, TrashOptions options, CallerSource callers, Confirm confirm, Toasts toasts, Texts T)
    : ComponentBase, IDisposable
{
    private readonly Leaving leaving = new();
    private Record? record;
    private CrmException? failure;

    /// <summary>Its entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>Which record.</summary>
    [Parameter, EditorRequired]
    public string RecordId { get; set; } = "";

    /// <summary>Whether the person may change it.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Whether masked values are shown as they are.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>Further buttons of its head.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>What stands below the fields.</summary>
    [Parameter]
    public RenderFragment<Record>? ChildContent { get; set; }

    /// <summary>Called to close it.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Called with the record after a change.</summary>
    [Parameter]
    public EventCallback<Record> OnChanged { get; set; }

    /// <summary>Called after it went to the trash, or came back.</summary>
    [Parameter]
    public EventCallback OnDeleted { get; set; }

    public void Dispose() => leaving.Dispose();

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var (schema, found) = await records.GetAsync(await callers.GetAsync(leaving.Token), RecordId, leaving.Token);
            record = schema.EntityId == Schema.EntityId ? found : throw CrmException.NotFound(RecordId);
        }
        catch (CrmException e) when (e.Code == ErrorCode.ResourceNotFound)
        {
            failure = e;
        }
    }

    private Task SavedAsync(Record saved)
    {
        record = saved;
        return OnChanged.InvokeAsync(saved);
    }

    private async Task DeleteAsync()
    {
        var question = new Confirmation(
            T["Records.DeleteOneTitle", record!.Name], T["Records.DeleteOneText", (int)options.Retention.TotalDays], T["Records.DeleteConfirm"], IsDanger: true);
        if (!await confirm.AskAsync(question))
        {
            return;
        }

        try
        {
            await trash.DeleteOneAsync(await callers.GetAsync(leaving.Token), RecordId, permanent: false, IfMatch.Of(record.Version), leaving.Token);
            toasts.Success(T["Records.Ran_Delete", 1], T["Shell.Undo"], RestoreAsync);
            await OnClose.InvokeAsync();
            await OnDeleted.InvokeAsync();
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }
    }

    // The panel is gone by then; the page that stands behind it is not.
    private async Task RestoreAsync()
    {
        await trash.RestoreAsync(await callers.GetAsync(CancellationToken.None), [RecordId], CancellationToken.None);
        await OnDeleted.InvokeAsync();
    }
}
