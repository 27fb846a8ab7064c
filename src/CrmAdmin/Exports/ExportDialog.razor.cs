using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Exports;

/// <summary>Asks for an export: a small one is saved at once, a large one goes on without the page.</summary>
public sealed partial class ExportDialog
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly Latest reading = new();
    private readonly Leaving leaving = new();
    private ExportCounts counts = default!;
    private ExportDraft draft = default!;
    private ExportSample? sample;
    private string? refused;
    private bool isReading;
    private bool isMaking;

    [Inject]
    private ExportService Exports { get; set; } = default!;

    [Inject]
    private SearchService Search { get; set; } = default!;

    [Inject]
    private ExportOptions Options { get; set; } = default!;

    [Inject]
    private WorkspaceSettings Workspace { get; set; } = default!;

    [Inject]
    private CallerSource Callers { get; set; } = default!;

    [Inject]
    private PageAddress Address { get; set; } = default!;

    [Inject]
    private ExportNews News { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private Texts T { get; set; } = default!;

    /// <summary>Whose records.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>The records there are to choose from.</summary>
    [Parameter, EditorRequired]
    public ExportOffer Offer { get; set; } = default!;

    /// <summary>The entity's segments.</summary>
    [Parameter]
    public IReadOnlyList<PickOption> SegmentOptions { get; set; } = [];

    /// <summary>How many are chosen, as text.</summary>
    [Parameter]
    public string? ChosenText { get; set; }

    /// <summary>The fields of the columns that the list shows.</summary>
    [Parameter]
    public IReadOnlyList<string> ShownFields { get; set; } = [];

    /// <summary>Whether the person sees masked values.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>Called to close it.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    private string? Refusal =>
        draft.Scope == ExportScope.Chosen && Offer.Refusal is var (key, most) ? T[key, Formats.Number((long)most)]
        : draft.ColumnCount == 0 ? T["Exports.NoColumns"]
        : refused;

    private bool CanExport => Refusal is null && !isMaking && sample is not null;

    private string Summary => sample is null || Refusal is not null ? "" : T[
        sample.Immediate ? "Exports.Immediate" : "Exports.AsJob", CountText(sample), Formats.Number(Options.SyncLimit)];

    public void Dispose()
    {
        reading.Dispose();
        leaving.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        var columns = ExportColumns.Shown(Schema, CultureInfo.CurrentUICulture).Select(column => new DraftColumn(column.Field, column.Header, column.Property?.IsMasked ?? false, IsOn: true));
        draft = new ExportDraft(Offer.Scopes[0], [.. columns], Workspace.TimeZone.Id) { SegmentId = SegmentOptions is [var first, ..] ? first.Value : null };
        counts = new ExportCounts(Search, Callers, Offer);
        return ReadAsync(TimeSpan.Zero);
    }

    private string ScopeText(ExportScope scope) => scope switch
    {
        ExportScope.Chosen => T["Exports.ScopeChosen", ChosenText],
        ExportScope.Matching => T["Exports.ScopeMatching"],
        ExportScope.Segment => T["Exports.Segment"],
        _ => T["Exports.ScopeAll", Schema.Name],
    };

    /// <summary>The number to the last record once it is known; until then as far as it was counted for the sample.</summary>
    private string CountText(ExportSample shown) => shown.Capped && counts.Of(draft.Scope, draft.SegmentId) is { } exact
        ? Formats.Number(exact)
        : Formats.Count(shown.Count, shown.Capped);

    /// <summary>Whether a choice says its number: what is chosen says it anyway, and which segment is meant is seen only then.</summary>
    private bool Counted(ExportScope scope) => scope switch
    {
        ExportScope.Chosen => false,
        ExportScope.Segment => draft.Scope == scope,
        _ => true,
    };

    private Task Change(ExportDraft next)
    {
        draft = next;
        return ReadAsync(Rest);
    }

    /// <summary>Reads the sample of the choices as they stand; the one before stays in sight until then.</summary>
    private async Task ReadAsync(TimeSpan rest)
    {
        var token = reading.Next();
        (refused, isReading) = (null, Refusal is null);
        if (!isReading)
        {
            return;
        }

        try
        {
            await Task.Delay(rest, Clock, token);
            sample = await Exports.SampleAsync(await Callers.GetAsync(token), draft.Request(Offer.Of(draft.Scope, draft.SegmentId)), token);
            isReading = false;
            _ = CountAsync();
        }
        catch (Exception e) when (!token.IsCancellationRequested && Faults.Refusal(e) is { Code: not ErrorCode.InternalError } refusal)
        {
            (sample, refused, isReading) = (null, T.Of(refusal), false);
        }
        catch (Exception) when (token.IsCancellationRequested)
        {
            // Other choices were made meanwhile, or the dialog is gone.
        }
    }

    /// <summary>Counts what was not counted yet: after the sample, which is what the person waits for.</summary>
    private async Task CountAsync()
    {
        try
        {
            await counts.ReadAsync(draft, StateHasChanged, leaving.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The dialog is gone.
        }
    }

    private async Task ExportAsync()
    {
        isMaking = true;
        StateHasChanged();
        try
        {
            // What was asked for is made even where the person leaves: it stands in the list of exports.
            var ticket = await Exports.RequestAsync(await Callers.GetAsync(), draft.Request(Offer.Of(draft.Scope, draft.SegmentId)), CancellationToken.None);
            await AnnounceAsync(ticket);
            await OnClose.InvokeAsync();
        }
        catch (CrmException e)
        {
            refused = T.Of(e);
        }
        finally
        {
            isMaking = false;
        }
    }

    private async Task AnnounceAsync(ExportTicket ticket)
    {
        if (ticket.DownloadPath is { } path)
        {
            await Address.DownloadAsync(path);
            Toasts.Success(T["Exports.Saved"]);
            return;
        }

        News.Started(ticket.JobId);
    }
}
