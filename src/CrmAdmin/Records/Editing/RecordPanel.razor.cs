using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Trash;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Editing;

/// <summary>One record beside the grid. The one before it stays until the next is there, as long as that does not take too long.</summary>
public sealed partial class RecordPanel(
    RecordService records, TrashService trash, TrashOptions options, CallerSource callers, Confirm confirm, Toasts toasts, TimeProvider clock, Texts T)
    : ComponentBase, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Leaving leaving = new();
    private readonly Latest reading = new();
    private string? asked;
    private bool isSlow;
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

    private Record? Shown => isSlow ? null : record;

    public void Dispose()
    {
        leaving.Dispose();
        reading.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (asked == RecordId)
        {
            return;
        }

        asked = RecordId;
        var ct = reading.Next();
        try
        {
            var found = await InTimeAsync(ReadAsync(RecordId, ct), ct);
            ct.ThrowIfCancellationRequested();
            (record, failure, isSlow) = (found, null, false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Another record was asked for, or the panel is gone.
        }
        catch (CrmException e) when (e.Code == ErrorCode.ResourceNotFound)
        {
            (record, failure, isSlow) = (null, e, false);
        }
    }

    /// <summary>Waits for a record, from the end of the patience on with a skeleton.</summary>
    private async Task<Record> InTimeAsync(Task<Record> read, CancellationToken ct)
    {
        try
        {
            return await read.WaitAsync(Patience, clock, ct);
        }
        catch (TimeoutException) when (!read.IsCompleted)
        {
            isSlow = true;
            StateHasChanged();
            return await read;
        }
    }

    private async Task<Record> ReadAsync(string recordId, CancellationToken ct)
    {
        var (schema, found) = await records.GetAsync(await callers.GetAsync(ct), recordId, ct);
        return schema.EntityId == Schema.EntityId ? found : throw CrmException.NotFound(recordId);
    }

    /// <summary>What is saved of one record may come when another is shown.</summary>
    private Task SavedAsync(Record saved)
    {
        record = record?.RecordId == saved.RecordId ? saved : record;
        return OnChanged.InvokeAsync(saved);
    }

    private async Task DeleteAsync()
    {
        var shown = record!;
        var question = new Confirmation(
            T["Records.DeleteOneTitle", shown.Name], T["Records.DeleteOneText", (int)options.Retention.TotalDays], T["Records.DeleteConfirm"], IsDanger: true);
        if (!await confirm.AskAsync(question))
        {
            return;
        }

        try
        {
            await trash.DeleteOneAsync(await callers.GetAsync(leaving.Token), shown.RecordId, permanent: false, IfMatch.Of(shown.Version), leaving.Token);
            toasts.Success(T["Records.Ran_Delete", 1], T["Shell.Undo"], () => RestoreAsync(shown.RecordId));
            await OnClose.InvokeAsync();
            await OnDeleted.InvokeAsync();
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }
    }

    // The panel is gone by then; the page that stands behind it is not.
    private async Task RestoreAsync(string recordId)
    {
        await trash.RestoreAsync(await callers.GetAsync(CancellationToken.None), [recordId], CancellationToken.None);
        await OnDeleted.InvokeAsync();
    }
}
