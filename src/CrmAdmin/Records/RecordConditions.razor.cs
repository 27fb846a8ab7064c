using System.Diagnostics;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Entities;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;
using CrmAdmin.Segments;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records;

/// <summary>Builds conditions on an entity's records.</summary>
public sealed partial class RecordConditions : ComponentBase
{
    private const int Suggested = 20;
    private Dictionary<string, SegmentDefinition> definitions = [];
    private BuilderChoices? choices;
    private ConditionBuilder? builder;

    [Inject]
    private RecordListings Listings { get; set; } = default!;

    [Inject]
    private RecordTagging Tagging { get; set; } = default!;

    [Inject]
    private SegmentService SegmentList { get; set; } = default!;

    [Inject]
    private UserService People { get; set; } = default!;

    [Inject]
    private CallerSource Callers { get; set; } = default!;

    /// <summary>The entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>JSON of the group; null for none.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Called with the group when the person rests.</summary>
    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>The keyword that narrows what is counted too.</summary>
    [Parameter]
    public string? Keyword { get; set; }

    /// <summary>Whether masked fields may be searched.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>The segment whose conditions these are, if any: neither it nor what rests on it can be named.</summary>
    [Parameter]
    public string? Saving { get; set; }

    /// <summary>Counts what a selection has; the entity's live records where null.</summary>
    [Parameter]
    public Func<RecordSelection, bool, CancellationToken, Task<CountAnswer>>? Count { get; set; }

    /// <summary>Another number: records have changed, so they are counted anew.</summary>
    [Parameter]
    public int Turn { get; set; }

    /// <summary>Buttons at the end.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    /// <summary>Hands on without a rest what was built; false while something in it is wrong.</summary>
    public Task<bool> SettleAsync() => builder?.SettleAsync() ?? Task.FromResult(true);

    /// <summary>Reads anew what can be picked, after a segment was saved.</summary>
    public async Task ReloadAsync()
    {
        var caller = await Callers.GetAsync();
        var known = await SegmentList.ListAsync(caller, Schema.EntityId, CancellationToken.None);
        definitions = known.ToDictionary(s => s.SegmentId, s => new SegmentDefinition(s.Name, s.Conditions), StringComparer.Ordinal);
        var circular = Saving is null ? [] : new SegmentSet(known).Resting(Saving).Select(s => s.SegmentId).Append(Saving).ToHashSet(StringComparer.Ordinal);
        var people = await People.PeopleAsync(caller, CancellationToken.None);
        choices = new BuilderChoices(
            [.. known.Where(s => !circular.Contains(s.SegmentId)).Select(s => new PickOption(s.SegmentId, s.Name, Color: s.Color ?? "gray"))],
            [.. people.Select(person => new PickOption(person.UserId, person.Name, Icon: "person"))]);
        StateHasChanged();
    }

    // The builder waits for it: drawn without its segments it would show theirs as unreadable.
    protected override Task OnInitializedAsync() => ReloadAsync();

    private SegmentDefinition? FindSegment(string segmentId) => definitions.GetValueOrDefault(segmentId);

    private async Task<IReadOnlyList<string>> SuggestAsync(string field, string typed, CancellationToken token) =>
        field == "tags" ? await Tagging.UsedAsync(await Callers.GetAsync(token), Schema.EntityId, typed, Suggested, token) : [];

    private async Task<BuilderCount> CountAsync(string? group, bool exact, CancellationToken token)
    {
        var clock = Stopwatch.StartNew();
        var query = new GridQuery { Conditions = group, Keyword = Keyword };
        var answer = await (Count ?? Listings.CountAsync)(query.Selection(Schema.EntityId), exact, token);
        return new BuilderCount(answer.Count, answer.Capped, clock.Elapsed);
    }
}
