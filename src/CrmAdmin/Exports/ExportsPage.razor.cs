using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Exports;

/// <summary>The list of exports. It is read anew every second while one of them runs, and not at all otherwise.</summary>
public sealed partial class ExportsPage(
    EntityService entities, PlanService plan, CallerSource callers, PageAddress address, Navigation navigation, Toasts toasts, TimeProvider clock)
    : AddressedPage
{
    private const int PageSize = 50;

    private readonly Latest reading = new();
    private readonly Following following = new();
    private IReadOnlyList<ExportState>? exports;
    private Caller? caller;
    private EntitySchema? entity;
    private bool isEnabled = true;
    private bool hasMore;
    private int most = PageSize;
    private string? opened;
    private string? busy;

    /// <summary>The export whose manifest is open at first.</summary>
    [SupplyParameterFromQuery(Name = "job")]
    public string? Job { get; set; }

    private int Running => exports?.Count(e => e.Status is JobStatus.Pending or JobStatus.Processing) ?? 0;

    private bool NamesAsker => caller is { SeesMasked: true };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        reading.Dispose();
    }

    protected override async Task ReadAddressAsync()
    {
        opened = Job;
        try
        {
            await ReadAsync();

            // What ended on the way here is no longer counted beside the list that shows it.
            navigation.Refresh();
            isEnabled = (await plan.GetAsync(caller!, Leaving.Token)).ExportEnabled;
            entity = await entities.ListAsync(caller!, Leaving.Token) is [var first, ..] ? first : null;
        }
        catch (OperationCanceledException)
        {
            // Read anew meanwhile, or the page is gone.
        }
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => following.WhileAsync(() => Running > 0, FollowAsync, clock, Leaving.Token);

    private async Task FollowAsync()
    {
        var before = Running;
        await ReadAsync();
        StateHasChanged();
        if (Running != before)
        {
            navigation.Refresh();
        }
    }

    private async Task ReadAsync()
    {
        var (ct, limit) = (reading.Next(), most);
        caller = await callers.GetAsync(ct);
        var read = await Jobs.ListAsync(caller, limit + 1, ct);
        ct.ThrowIfCancellationRequested();
        hasMore = read.Count > limit;
        exports = [.. read.Take(limit)];
    }

    private Task MoreAsync()
    {
        most += PageSize;
        return ReadAsync();
    }

    private async Task Fold(ExportState export)
    {
        opened = opened == export.JobId ? null : export.JobId;
        await address.ReplaceAsync("export-jobs", new Dictionary<string, object?> { ["job"] = opened }, Leaving.Token);
    }

    /// <summary>The link in the list may be an hour old: a fresh one is asked for.</summary>
    private Task DownloadAsync(ExportState export) => ActAsync(export, async () =>
    {
        var now = await Jobs.StatusAsync(caller!, export.JobId, Leaving.Token);
        if (now?.DownloadPath is { } path)
        {
            await address.DownloadAsync(path, Leaving.Token);
        }
        else
        {
            toasts.Error(T["Exports.FileGone"]);
        }
    });

    private Task CancelAsync(ExportState export) => ActAsync(export, () => Jobs.CancelAsync(caller!, export.JobId, CancellationToken.None));

    private Task RetryAsync(ExportState export) => ActAsync(export, async () =>
    {
        var ticket = await Jobs.RetryAsync(caller!, export.JobId, CancellationToken.None);
        opened = null;
        if (ticket.DownloadPath is { } path)
        {
            await address.DownloadAsync(path, Leaving.Token);
        }
    });

    private async Task CopyAsync(string text)
    {
        await address.CopyAsync(text, Leaving.Token);
        toasts.Success(T["Exports.Copied"]);
    }

    private async Task ActAsync(ExportState export, Func<Task> act)
    {
        busy = export.JobId;
        try
        {
            caller = await callers.GetAsync(Leaving.Token);
            await act();
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }
        finally
        {
            busy = null;
        }

        await Following.TryAsync(ReadAsync);
        navigation.Refresh();
    }
}
