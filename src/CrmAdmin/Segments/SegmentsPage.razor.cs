using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Segments;

/// <summary>The segments of one entity. The list stands at once; each is then counted, one after the other.</summary>
public sealed partial class SegmentsPage : ComponentBase, IDisposable
{
    private readonly Leaving leaving = new();
    private readonly Dictionary<string, SegmentCount> counts = new(StringComparer.Ordinal);
    private IReadOnlyList<EntitySchema>? entities;
    private EntitySchema? schema;
    private IReadOnlyList<SegmentLine>? lines;
    private Caller? caller;
    private int turn;

    [Inject]
    private EntityService EntityList { get; set; } = default!;

    [Inject]
    private SegmentOverview Overview { get; set; } = default!;

    [Inject]
    private SegmentService Segments { get; set; } = default!;

    [Inject]
    private RecordListings Listings { get; set; } = default!;

    [Inject]
    private CallerSource Callers { get; set; } = default!;

    [Inject]
    private Confirm Confirm { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private Texts T { get; set; } = default!;

    /// <summary>The entity's short name; the first entity where there is none.</summary>
    [Parameter]
    public string? Slug { get; set; }

    private bool CanWrite => caller is { Role: >= Role.Member };

    public void Dispose() => leaving.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        entities = await EntityList.ListAsync(caller, leaving.Token);
        schema = entities.NamedOrFirst(Slug);
        counts.Clear();
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var mine = ++turn;
        var read = schema is null ? null : await Overview.ListAsync(caller!, schema.EntityId, CultureInfo.CurrentUICulture, leaving.Token);
        if (mine != turn)
        {
            return;
        }

        lines = read;
        if (RendererInfo.IsInteractive)
        {
            _ = CountAllAsync(mine);
        }
    }

    /// <summary>Counts what is not counted yet, showing each as it comes; gives way to another list.</summary>
    private async Task CountAllAsync(int mine)
    {
        foreach (var line in lines ?? [])
        {
            if (mine != turn || leaving.IsCancellationRequested)
            {
                return;
            }

            if (!counts.ContainsKey(line.Segment.SegmentId))
            {
                await CountAsync(line, exact: false);
            }
        }
    }

    private async Task CountAsync(SegmentLine line, bool exact)
    {
        var segmentId = line.Segment.SegmentId;
        try
        {
            var selection = new RecordSelection(line.Segment.EntityId, SegmentId: segmentId);
            counts[segmentId] = line.Sentence is null || line.IsMasked ? SegmentCount.None : new SegmentCount(await Listings.CountAsync(selection, exact, leaving.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || Faults.Refusal(e).Code != ErrorCode.InternalError)
        {
            counts[segmentId] = SegmentCount.None;
        }

        if (!leaving.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    private async Task DeleteAsync(SegmentLine line)
    {
        var segment = line.Segment;
        var question = new Confirmation(T["Segments.DeleteAsk", segment.Name], T["Segments.DeleteText"], T["Segments.Delete"], IsDanger: true);
        if (line.UsedBy.Count > 0 || await Confirm.AskAsync(question))
        {
            await ActAsync(async () =>
            {
                await Segments.DeleteAsync(await Callers.GetAsync(leaving.Token), segment.SegmentId, leaving.Token);
                Toasts.Success(T["Segments.Deleted", segment.Name], T["Shell.Undo"], () => InvokeAsync(() => ActAsync(() => RestoreAsync(segment))));
            });
        }
    }

    // Nothing rested on it, so that it may come back under another id.
    private async Task RestoreAsync(Segment segment) =>
        await Segments.CreateAsync(await Callers.GetAsync(CancellationToken.None), new SegmentDraft(segment).Body(segment.EntityId), CancellationToken.None);

    private async Task ActAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (CrmException e)
        {
            Toasts.Error(T.Of(e));
        }

        if (!leaving.IsCancellationRequested)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }
}
