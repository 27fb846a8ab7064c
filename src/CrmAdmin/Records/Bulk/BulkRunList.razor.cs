using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Bulk;

/// <summary>Shows runs, tells of their end, and takes them back.</summary>
public sealed partial class BulkRunList : IDisposable
{
    private readonly Leaving leaving = new();
    private readonly Latest reading = new();
    private readonly Following following = new();
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private IReadOnlyList<BulkRun> runs = [];
    private IReadOnlyList<BulkItem> skipped = [];
    private BulkRun? detailed;
    private ExecutionContext? own;
    private Caller? caller;
    private string? entered;

    [Inject]
    private BulkRuns Runs { get; set; } = default!;

    [Inject]
    private CallerSource Callers { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    [Inject]
    private Texts T { get; set; } = default!;

    /// <summary>Whose records.</summary>
    [Parameter, EditorRequired]
    public string EntityId { get; set; } = "";

    /// <summary>Called when a run has ended, so that the list is read again.</summary>
    [Parameter]
    public EventCallback OnFinished { get; set; }

    public void Dispose()
    {
        Runs.Changed -= Look;
        leaving.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        own = ExecutionContext.Capture();
        if (!leaving.IsCancellationRequested)
        {
            Runs.Changed += Look;
        }
    }

    protected override Task OnParametersSetAsync() => caller is not null && entered != EntityId ? Following.TryAsync(FollowAsync) : Task.CompletedTask;

    protected override Task OnAfterRenderAsync(bool firstRender) => following.WhileAsync(() => runs.Any(run => run.IsUnderWay), FollowAsync, Time, leaving.Token);

    /// <summary>
    /// Some run of somebody's has begun or ended: another page of this person may have ordered it. Whoever tells speaks another
    /// language, or none; what is drawn after it is drawn in the page's own.
    /// </summary>
    private void Look(string actorId, string entityId)
    {
        if (actorId == caller!.ActorId && entityId == EntityId)
        {
            ExecutionContext.Run(own!, _ => _ = InvokeAsync(LookAsync), null);
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await Following.TryAsync(FollowAsync);
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task FollowAsync()
    {
        await ReadAsync();
        await TellAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        var (ct, shown) = (reading.Next(), EntityId);
        var read = await Runs.ListAsync(caller!, shown, ct);
        ct.ThrowIfCancellationRequested();
        if (entered != shown)
        {
            // What was told before this page came is not told again; whatever ends from now on is.
            told.UnionWith(read.Where(run => run.IsTold).Select(run => run.RunId));
        }

        (runs, entered) = (read, shown);
    }

    /// <summary>What went well is a toast that passes; what did not stays until it is closed.</summary>
    private async Task TellAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        var ended = runs.Where(run => !run.IsUnderWay && told.Add(run.RunId)).ToList();
        foreach (var run in ended.Where(run => run.WentWell))
        {
            Toasts.Success(Outcome(run), run.CanUndo ? T["Shell.Undo"] : null, run.CanUndo ? () => UndoAsync(run) : null);
        }

        if (ended.Count > 0)
        {
            await OnFinished.InvokeAsync();
        }

        foreach (var run in ended)
        {
            await Runs.TellAsync(caller!, run.RunId, dismiss: run.WentWell, CancellationToken.None);
        }
    }

    private async Task OpenAsync(BulkRun run)
    {
        skipped = await Runs.SkippedAsync(caller!, run.RunId, leaving.Token);
        detailed = run;
    }

    private Task DismissAsync(BulkRun run) => ActAsync(asked => Runs.TellAsync(asked, run.RunId, dismiss: true, CancellationToken.None));

    private Task CancelAsync(BulkRun run) => ActAsync(asked => Runs.CancelAsync(asked, run.RunId, CancellationToken.None));

    private Task UndoAsync(BulkRun run) => ActAsync(asked => Runs.UndoAsync(asked, run.RunId, CancellationToken.None));

    private Task RetryAsync(BulkRun run)
    {
        detailed = null;
        return ActAsync(asked => Runs.RetryAsync(asked, run.RunId, CancellationToken.None));
    }

    /// <summary>A toast may ask for it when the page that showed it is gone.</summary>
    private async Task ActAsync(Func<Caller, Task> act)
    {
        try
        {
            await act(await Callers.GetAsync());
        }
        catch (CrmException e)
        {
            Toasts.Error(T.Of(e));
        }

        await Following.TryAsync(FollowAsync);
    }

    private string Title(BulkRun run) => T["Records.Run_" + run.Order.Act, run.Order.What];

    private string Outcome(BulkRun run)
    {
        var done = T["Records.Ran_" + run.Order.Act, Formats.Number(run.Done), run.Order.What];
        return run.Status switch
        {
            JobStatus.Canceled => T["Records.RunCanceled", done],
            JobStatus.Failed => T["Records.RunFailed", done, run.Failure],
            _ when run.Skipped > 0 => T["Records.RunSkipped", done, Formats.Number(run.Skipped)],
            _ => done,
        };
    }

    private static string IconOf(BulkRun run) => run.Status switch
    {
        JobStatus.Failed => "error",
        JobStatus.Canceled => "stop",
        JobStatus.Completed when run.Skipped > 0 => "warning",
        JobStatus.Completed => "success",
        _ => run.Order.Act switch { BulkAct.Restore => "restore", BulkAct.AddTag or BulkAct.RemoveTag => "tag", BulkAct.Set => "edit", _ => "trash" },
    };

    /// <summary>Records a second, and how long it will still take at that; or that it waits.</summary>
    private string Pace(BulkRun run) =>
        run.Status == JobStatus.Pending ? T["Records.RunWaits"]
        : JobPace.Of(run.StartedAt, run.Handled, run.Order.Total, Time.GetUtcNow().UtcDateTime) is { } pace
            ? T["Records.RunPace", Formats.Number(pace.PerSecond), Formats.Span(pace.Left)]
            : "";
}
