using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Trash;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Page;

/// <summary>A record's own page. Which part is open, and which activities are shown, stands in the address.</summary>
public sealed partial class RecordPage(
    RecordDetails details, TrashService trash, TrashOptions options, CallerSource callers, PageAddress address, NavigationManager navigation,
    Navigation lines, Confirm confirm, Toasts toasts, Texts T) : ComponentBase, IDisposable
{
    private readonly Leaving leaving = new();
    private Caller? caller;
    private RecordDetail? detail;
    private RecordPart shown;
    private ActivityAddress narrowed = new();
    private string? name;
    private string? readId;
    private bool isGone;
    private bool isTrashed;

    /// <summary>The entity's short name.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    /// <summary>The record.</summary>
    [Parameter]
    public string RecordId { get; set; } = "";

    /// <summary>The part that is open at first.</summary>
    [SupplyParameterFromQuery(Name = "part")]
    public string? AskedPart { get; set; }

    private bool CanWrite => caller is { Role: >= Role.Member };

    public void Dispose() => leaving.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (readId != RecordId)
        {
            (readId, detail, name) = (RecordId, null, null);
            shown = Enum.TryParse<RecordPart>(AskedPart, ignoreCase: true, out var asked) ? asked : RecordPart.Timeline;
            narrowed = ActivityAddress.Read(new Uri(navigation.Uri));
            await ReadAsync();
        }
    }

    /// <summary>What is undone from a toast tells of it when the person has left, too.</summary>
    private async Task ReadAsync()
    {
        if (leaving.IsCancellationRequested)
        {
            return;
        }

        var (ct, recordId) = (leaving.Token, RecordId);
        caller = await callers.GetAsync(ct);
        try
        {
            var found = await details.GetAsync(caller, recordId, ct);
            if (recordId == RecordId)
            {
                detail = found.Schema.Slug == Slug ? found : throw CrmException.NotFound(recordId);
                (name, isGone) = (found.Record.Name, false);
            }
        }
        catch (CrmException e) when (e.Code == ErrorCode.ResourceNotFound)
        {
            var trashed = await details.IsTrashedAsync(caller, recordId, ct);
            if (recordId == RecordId)
            {
                (detail, isGone, isTrashed) = (null, true, trashed);
            }
        }
    }

    private string? Count(RecordPart part) => part switch
    {
        RecordPart.Timeline when detail!.EventSummaries.Count > 0 => Formats.Number(detail.EventSummaries.Sum(summary => summary.Count)),
        RecordPart.Relations when detail!.Links.Data.Count > 0 => Formats.Count(detail.Links.Data.Count, detail.Links.NextKey is not null),
        _ => null,
    };

    private async Task TurnAsync(RecordPart part)
    {
        shown = part;
        await WriteAddressAsync();
        await ReadAsync();
    }

    private Task NarrowAsync(ActivityAddress wanted)
    {
        narrowed = wanted;
        return WriteAddressAsync();
    }

    private Task WriteAddressAsync() => address.ReplaceAsync(
        RecordNavigation.Page(detail!.Schema, RecordId),
        new Dictionary<string, object?>(narrowed.Query()) { ["part"] = shown == RecordPart.Timeline ? null : shown.ToString().ToLowerInvariant() },
        leaving.Token);

    private Task ChangedAsync(Record record)
    {
        // What is undone from a toast may belong to the record that was shown before.
        if (detail is not null && record.RecordId == detail.Record.RecordId)
        {
            detail = detail with { Record = record };
            name = record.Name;
        }

        return Task.CompletedTask;
    }

    private async Task DeleteAsync()
    {
        var question = new Confirmation(
            T["Records.DeleteOneTitle", name], T["Records.DeleteOneText", (int)options.Retention.TotalDays], T["Records.DeleteConfirm"], IsDanger: true);
        if (await confirm.AskAsync(question))
        {
            var recordId = RecordId;
            await ActAsync(async () =>
            {
                await trash.DeleteOneAsync(caller!, recordId, permanent: false, IfMatch.Of(detail!.Record.Version), CancellationToken.None);
                toasts.Success(T["Records.Ran_Delete", 1], T["Shell.Undo"], () => RestoreAsync(recordId));
            });
        }
    }

    private Task RestoreAsync(string recordId) => ActAsync(() => trash.RestoreAsync(caller!, [recordId], CancellationToken.None));

    private async Task ActAsync(Func<Task> act)
    {
        try
        {
            caller = await callers.GetAsync(CancellationToken.None);
            await act();
            lines.Refresh();
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }

        await ReadAsync();
        StateHasChanged();
    }
}
