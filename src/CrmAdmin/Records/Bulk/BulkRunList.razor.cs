using CrmAdmin.Access;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Bulk;

/// <summary>Shows runs, tells of their end, and takes them back.</summary>
public sealed partial class BulkRunList : IDisposable
{
    private readonly HashSet<BulkRun> followed = [];
    private readonly HashSet<BulkRun> told = [];
    private List<BulkRun> shown = [];
    private BulkRun? detailed;
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
        Runs.Started -= Begun;
        foreach (var run in followed)
        {
            run.Changed -= Refresh;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync();
        Runs.Started += Begun;
        Enter();
    }

    protected override void OnParametersSet()
    {
        if (caller is not null && entered != EntityId)
        {
            Enter();
        }
    }

    /// <summary>What was told before this page came is not told again; whatever begins from now on is.</summary>
    private void Enter()
    {
        entered = EntityId;
        told.UnionWith(Runs.Of(caller!, EntityId).Where(run => run.IsTold));
        Refresh();
    }

    /// <summary>Another page of the same person may see its end first and take it off the list: it is followed from here on.</summary>
    private void Begun(BulkRun run)
    {
        if (run.Caller.ActorId == caller!.ActorId && run.Order.EntityId == EntityId)
        {
            _ = InvokeAsync(() =>
            {
                Follow(run);
                Refresh();
            });
        }
    }

    private void Look()
    {
        shown = [.. Runs.Of(caller!, EntityId)];
        shown.ForEach(Follow);
    }

    private void Follow(BulkRun run)
    {
        if (followed.Add(run))
        {
            run.Changed += Refresh;
        }
    }

    /// <summary>A run may have ended before anybody followed it, so its state is looked at, not only its news.</summary>
    private void Refresh() => _ = InvokeAsync(async () =>
    {
        try
        {
            await FollowAsync();
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    });

    private async Task FollowAsync()
    {
        Look();
        foreach (var ended in followed.Where(run => run.State != BulkState.Running && run.Order.EntityId == EntityId).Where(told.Add).ToList())
        {
            Tell(ended);
            await OnFinished.InvokeAsync();
        }

        StateHasChanged();
    }

    /// <summary>What went well is a toast that passes; what did not stays until it is closed.</summary>
    private void Tell(BulkRun run)
    {
        run.IsTold = true;
        if (run.State == BulkState.Done && run.SkippedCount == 0)
        {
            Toasts.Success(Outcome(run), CanUndo(run) ? T["Shell.Undo"] : null, CanUndo(run) ? () => UndoAsync(run) : null);
            Forget(run);
        }
    }

    private void Forget(BulkRun run)
    {
        Runs.Forget(run);
        shown.Remove(run);
    }

    private static bool CanUndo(BulkRun run) => run.Done.Count > 0 && run.Order.Act is BulkAct.Delete or BulkAct.Restore;

    private Task UndoAsync(BulkRun run)
    {
        Forget(run);
        var act = run.Order.Act == BulkAct.Delete ? BulkAct.Restore : BulkAct.Delete;
        return StartAsync(new BulkOrder(act, run.Order.EntityId, run.Done.Count), run.Done.All());
    }

    private Task RetryAsync(BulkRun run)
    {
        detailed = null;
        Forget(run);
        var again = run.Skipped.Select(item => item.RecordId!).ToList();
        return StartAsync(run.Order with { Total = again.Count }, again);
    }

    private async Task StartAsync(BulkOrder order, IEnumerable<string> recordIds)
    {
        Runs.Start(await Callers.GetAsync(), order, recordIds.ToAsyncEnumerable());
    }

    private string Title(BulkRun run) => T["Records.Run_" + run.Order.Act, run.Order.What];

    private string Outcome(BulkRun run)
    {
        var done = T["Records.Ran_" + run.Order.Act, Formats.Number((long)run.Done.Count), run.Order.What];
        return run.State switch
        {
            BulkState.Canceled => T["Records.RunCanceled", done],
            BulkState.Failed => T["Records.RunFailed", done, run.Failure],
            _ when run.SkippedCount > 0 => T["Records.RunSkipped", done, Formats.Number((long)run.SkippedCount)],
            _ => done,
        };
    }

    private static string IconOf(BulkRun run) => run.State switch
    {
        BulkState.Failed => "error",
        BulkState.Canceled => "stop",
        BulkState.Done when run.SkippedCount > 0 => "warning",
        BulkState.Done => "success",
        _ => run.Order.Act switch { BulkAct.Restore => "restore", BulkAct.AddTag or BulkAct.RemoveTag => "tag", BulkAct.Set => "edit", _ => "trash" },
    };

    /// <summary>Records a second, and how long it will still take at that.</summary>
    private string Pace(BulkRun run)
    {
        var seconds = (Time.GetUtcNow().UtcDateTime - run.StartedAt).TotalSeconds;
        if (run.Handled == 0 || seconds < 1)
        {
            return "";
        }

        var rate = run.Handled / seconds;
        return T["Records.RunPace", Formats.Number((long)rate), Formats.Span(TimeSpan.FromSeconds(Math.Max(0, run.Order.Total - run.Handled) / rate))];
    }
}
