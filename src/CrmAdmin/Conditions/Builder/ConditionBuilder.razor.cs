using System.Globalization;
using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Builds a condition group for an entity. Unfinished conditions stay here; what is finished and right is handed on.</summary>
public sealed partial class ConditionBuilder(TimeProvider time, WorkspaceSettings workspace, Texts texts) : ComponentBase, IDisposable
{
    /// <summary>How long nothing must be typed before the page hears of it.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly BuilderCounter counter = new();

    // What may not have come back yet, the newest last.
    private readonly List<string?> handedOn = [null];
    private BuilderContext context = default!;
    private ITimer? resting;
    private View view;
    private string? sentence;
    private string? given;
    private int acts;
    private int countedAt;
    private EntitySchema? builtFor;
    private BuilderChoices? builtWith;

    private BuilderCount? count;
    private bool counting;
    private bool countFailed;

    /// <summary>The entity whose records are searched.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>The condition group as JSON; null for none. Another value than the one last handed on loads it anew.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Called with the group as JSON, null where it restricts nothing: at once what was picked, once the person rests what was typed.</summary>
    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>Whether masked fields may be searched: callers from ADMIN upward.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>What segments and owners can be picked.</summary>
    [Parameter]
    public BuilderChoices Choices { get; set; } = BuilderChoices.None;

    /// <summary>Finds named segments, to check and to say them.</summary>
    [Parameter]
    public SegmentSource? Segments { get; set; }

    /// <summary>The segment that is being edited, if any: naming it would be a cycle.</summary>
    [Parameter]
    public string? Saving { get; set; }

    /// <summary>Values to suggest while typing tags and texts.</summary>
    [Parameter]
    public ValueSuggestions? Suggestions { get; set; }

    /// <summary>Counts what matches; without it no number is shown.</summary>
    [Parameter]
    public MatchCount? Count { get; set; }

    /// <summary>Another number: what matches may have changed, so it is counted anew.</summary>
    [Parameter]
    public int Turn { get; set; }

    /// <summary>Buttons at the end, such as «Save as segment».</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    // Each act has a number of its own, so that the same place twice is still two wishes.
    private string? FocusMark => context.State.Focus is { } focus
        ? string.Create(CultureInfo.InvariantCulture, $"{focus.Id} {focus.Part.ToString().ToLowerInvariant()} {acts}")
        : null;

    /// <summary>Hands on without a rest what was built; false while something in it is wrong.</summary>
    public async Task<bool> SettleAsync()
    {
        resting?.Dispose();
        await HandOnAsync();
        return context.Reading.IsValid;
    }

    public void Dispose()
    {
        resting?.Dispose();
        counter.Dispose();
    }

    protected override void OnParametersSet()
    {
        // Who owns it may be drawn before it took over what was handed on, and may have taken over what came before that.
        if (builtFor != Schema || (Value != given && !handedOn.Contains(Value)))
        {
            builtFor = Schema;
            handedOn.Add(Value);
            Begin();
        }
        else
        {
            Follow();
        }

        if (Value == handedOn[^1])
        {
            handedOn.RemoveRange(0, handedOn.Count - 1);
        }

        (given, builtWith, countedAt) = (Value, Choices, Turn);
    }

    /// <summary>The same tree, but what can be picked or what matches may have changed.</summary>
    private void Follow()
    {
        if (Choices != builtWith)
        {
            context.State.Offer(Fields());
            context.Reading = BuilderReading.Of(context.State, context.Scope, SeesMasked);
        }

        if (Turn != countedAt)
        {
            StartCounting();
        }
    }

    private BuilderFields Fields() => new(Schema, SeesMasked, Choices, texts);

    private void Begin()
    {
        var state = new BuilderState(Fields(), Parse(Value));
        var scope = new ConditionScope(Schema, workspace.TimeZone, Segments ?? (_ => null), Saving);
        context = new BuilderContext(state, Now(), Changed, StateHasChanged) { Scope = scope, Reading = BuilderReading.Of(state, scope, SeesMasked), Suggestions = Suggestions };
        Say();
        StartCounting();
    }

    private static JsonElement? Parse(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private ConditionClock Now() => new(time.GetUtcNow().UtcDateTime, workspace.TimeZone);

    private void Changed(bool isTyped)
    {
        acts++;
        Refresh(isTyped);
    }

    /// <summary>Reads the tree anew, and hands it on.</summary>
    private void Refresh(bool isTyped)
    {
        context.Clock = Now();
        context.Reading = BuilderReading.Of(context.State, context.Scope, SeesMasked);
        Say();
        resting?.Dispose();
        StateHasChanged();
        if (isTyped)
        {
            resting = time.CreateTimer(_ => _ = InvokeAsync(HandOnAsync), null, Rest, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _ = HandOnAsync();
        }
    }

    private void Say() => sentence = context.Reading.Tree is { } tree
        ? Sentence.Of(tree, Schema, CultureInfo.CurrentUICulture, context.Clock, Choices.Owners.ToDictionary(owner => owner.Value, owner => owner.Text, StringComparer.Ordinal))
        : null;

    private async Task HandOnAsync()
    {
        if (context.Reading.IsValid && context.Reading.Json != handedOn[^1])
        {
            handedOn.Add(context.Reading.Json);
            StartCounting();
            await ValueChanged.InvokeAsync(handedOn[^1]);
        }
    }

    private void PickField(string path) => context.Do(state => state.SetField(context.PickingFor, path));

    // «part group index», written by builder.js where something was dropped.
    private void Drop(ChangeEventArgs change)
    {
        var places = (change.Value as string ?? "").Split(' ').Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        if (places.Length == 3)
        {
            context.Do(state => state.Move(places[0], places[1], places[2]));
        }
    }

    private void StartCounting() => _ = CountAsync(exact: false);

    private Task CountExactlyAsync() => CountAsync(exact: true);

    private async Task CountAsync(bool exact)
    {
        if (Count is null)
        {
            return;
        }

        counting = true;
        var (done, answer) = await counter.RunAsync(token => Count(handedOn[^1], exact, token));
        if (done)
        {
            counting = false;
            countFailed = answer is null;
            count = answer ?? count;
            await InvokeAsync(StateHasChanged);
        }
    }
}
