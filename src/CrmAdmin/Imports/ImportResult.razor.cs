using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Imports;

/// <summary>The page of an import that runs or has run.</summary>
public sealed partial class ImportResult(CallerSource callers, PageAddress address, Confirm confirm, Toasts toasts, TimeProvider clock) : ComponentBase
{
    private bool isBusy;
    private bool isUndoing;

    /// <summary>The import.</summary>
    [Parameter, EditorRequired]
    public ImportFacts Import { get; set; } = default!;

    /// <summary>Called when it is to be read anew.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private ImportState State => Import.State;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private bool CanUndo => !isUndoing && (Import.Undo is { } undo ? undo.Left > 0 && !undo.GoesOn(Now) : State.Created + State.Updated > 0);

    private string Progress
    {
        get
        {
            if (State.Status == JobStatus.Pending)
            {
                return T["Imports.Waiting"];
            }

            var done = T["Imports.DoneOf", Formats.Number(State.Progress), Formats.Number(State.Total)];
            return JobPace.Of(Import.StartedAt, State.Progress, State.Total, Now) is { } pace
                ? $"{done} · {T["Imports.Pace", Formats.Number(pace.PerSecond), Formats.Span(pace.Left)]}"
                : done;
        }
    }

    /// <summary>The records of the time in which it ran; whoever worked beside it touched some of them.</summary>
    private string? TouchedHref
    {
        get
        {
            if (Import is not { Entity: { } entity, StartedAt: { } from, FinishedAt: { } to } || State.Created + State.Updated == 0 || Import.IsUndone)
            {
                return null;
            }

            var conditions = new { @operator = "AND", conditions = new[] { new { field = "dateUpdated", @operator = "between", value = new[] { Text(from), Text(to) } } } };
            return $"{RecordNavigation.Href(entity)}?where={Uri.EscapeDataString(JsonSerializer.Serialize(conditions))}";
        }
    }

    private static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private Task CancelAsync() => ActAsync(caller => Imports.CancelAsync(caller, Import.ImportId, CancellationToken.None));

    /// <summary>The link of the last look may be old: a fresh one is asked for.</summary>
    private Task DownloadAsync() => ActAsync(async caller =>
    {
        if ((await Imports.StatusAsync(caller, Import.ImportId, CancellationToken.None)).RejectsPath is { } path)
        {
            await address.DownloadAsync(path);
        }
    });

    private async Task UndoAsync()
    {
        if (!await confirm.AskAsync(Question))
        {
            return;
        }

        isUndoing = true;
        try
        {
            await ActAsync(FollowUndoAsync);
        }
        finally
        {
            isUndoing = false;
        }
    }

    /// <summary>
    /// The undo belongs to the server: whoever leaves the page finds it done later. Once it is seen to go on, the page
    /// follows it by itself.
    /// </summary>
    private async Task FollowUndoAsync(Caller caller)
    {
        var undoing = Task.Run(() => Imports.UndoAsync(caller, Import.ImportId, CancellationToken.None));
        while (Import.Undo?.GoesOn(Now) != true && await Task.WhenAny(undoing, Task.Delay(Following.Beat, clock)) != undoing)
        {
            await Following.TryAsync(OnChanged.InvokeAsync);
        }

        await undoing;
    }

    private Confirmation Question => new(
        T["Imports.UndoTitle", Import.FileName],
        T["Imports.UndoText"],
        T["Imports.Undo"],
        IsDanger: true,
        [T["Imports.UndoCreated", Formats.Number(State.Created)], T["Imports.UndoUpdated", Formats.Number(State.Updated)]]);

    private async Task ActAsync(Func<Caller, Task> act)
    {
        isBusy = true;
        try
        {
            await act(await callers.GetAsync());
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }
        finally
        {
            isBusy = false;
        }

        await OnChanged.InvokeAsync();
    }
}
