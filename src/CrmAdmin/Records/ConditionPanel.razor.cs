using System.Diagnostics;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Entities;
using CrmAdmin.Records.Grid;
using CrmAdmin.Segments;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records;

/// <summary>The builder over the grid.</summary>
public sealed partial class ConditionPanel(
    RecordListings listings, RecordTagging tagging, SegmentService segments, CallerSource callers, Toasts toasts, Texts T) : ComponentBase
{
    private const int Suggested = 20;
    private Dictionary<string, SegmentDefinition> definitions = [];
    private BuilderChoices choices = BuilderChoices.None;
    private bool isSaving;
    private ElementReference panel;

    /// <summary>The entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>JSON of the group; null for none.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Called with the group when the person rests.</summary>
    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>The keyword that narrows the list too.</summary>
    [Parameter]
    public string? Keyword { get; set; }

    /// <summary>Whether masked fields may be searched.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>Whether segments may be saved.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    protected override Task OnInitializedAsync() => LoadSegmentsAsync();

    // Whoever opens it by its key goes on by keyboard.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await panel.FocusAsync(preventScroll: true);
        }
    }

    private async Task LoadSegmentsAsync()
    {
        var known = await segments.ListAsync(await callers.GetAsync(), Schema.EntityId, CancellationToken.None);
        definitions = known.ToDictionary(s => s.SegmentId, s => new SegmentDefinition(s.Name, s.Conditions), StringComparer.Ordinal);
        choices = new BuilderChoices([.. known.Select(s => new PickOption(s.SegmentId, s.Name, Color: s.Color ?? "gray"))], []);
    }

    private SegmentDefinition? FindSegment(string segmentId) => definitions.GetValueOrDefault(segmentId);

    private async Task<IReadOnlyList<string>> SuggestAsync(string field, string typed, CancellationToken token) =>
        field == "tags" ? await tagging.UsedAsync(await callers.GetAsync(token), Schema.EntityId, typed, Suggested, token) : [];

    private async Task<BuilderCount> CountAsync(string? group, bool exact, CancellationToken token)
    {
        var clock = Stopwatch.StartNew();
        var query = new GridQuery { Conditions = group, Keyword = Keyword };
        var answer = await listings.CountAsync(query.Selection(Schema.EntityId), exact, token);
        return new BuilderCount(answer.Count, answer.Capped, clock.Elapsed);
    }

    private async Task SegmentSavedAsync(string name)
    {
        isSaving = false;
        toasts.Success(T["Records.SegmentSaved", name]);
        await LoadSegmentsAsync();
    }
}
