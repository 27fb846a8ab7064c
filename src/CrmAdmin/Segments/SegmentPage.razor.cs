using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CrmAdmin.Segments;

/// <summary>Makes a segment or changes one. What is not saved is not left without a question.</summary>
public sealed partial class SegmentPage(
    EntityService entities, SegmentService segments, CallerSource callers, Confirm confirm, Toasts toasts, NavigationManager navigation, Texts T)
    : ComponentBase, IDisposable
{
    private readonly Leaving leaving = new();
    private SegmentDraft draft = new();
    private Refusals refusals = Refusals.None;
    private IReadOnlyList<Segment> users = [];
    private (string Slug, string? SegmentId)? read;
    private EntitySchema? schema;
    private Caller? caller;
    private RecordConditions? builder;
    private string? title;
    private bool isChanged;
    private bool isSaving;

    /// <summary>The entity's short name.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    /// <summary>Which segment; a new one where absent.</summary>
    [Parameter]
    public string? SegmentId { get; set; }

    private bool CanWrite => caller is { Role: >= Role.Member };

    private string Title => title ?? T["Segments.New"];

    public void Dispose() => leaving.Dispose();

    // Going back and forth leads from one segment to another, and the page stays.
    protected override async Task OnParametersSetAsync()
    {
        var asked = (Slug, SegmentId);
        if (read == asked)
        {
            return;
        }

        (read, schema, refusals, isChanged) = (asked, null, Refusals.None, false);
        caller = await callers.GetAsync(leaving.Token);
        var found = (await entities.ListAsync(caller, leaving.Token)).Named(asked.Slug);
        if (asked.SegmentId is null)
        {
            caller.Demand(Role.Member);
        }

        var segment = asked.SegmentId is null ? null : await segments.GetAsync(caller, asked.SegmentId, leaving.Token);
        IReadOnlyList<Segment> naming = segment is null ? []
            : [.. new SegmentSet(await segments.ListAsync(caller, found.EntityId, leaving.Token)).Naming(segment.SegmentId)];
        if (read == asked)
        {
            (schema, draft, title, users) = (found, segment is null ? new SegmentDraft() : new SegmentDraft(segment), segment?.Name, naming);
        }
    }

    private void Changed() => isChanged = true;

    private void BuildAsync(string? conditions)
    {
        draft.Conditions = conditions;
        isChanged = true;
    }

    private async Task AskAsync(LocationChangingContext leave)
    {
        if (isChanged && !await confirm.AskAsync(Confirmation.ToLeave(T)))
        {
            leave.PreventNavigation();
        }
    }

    private async Task SaveAsync()
    {
        if (!await builder!.SettleAsync())
        {
            toasts.Error(T["Segments.WrongConditions"]);
            return;
        }

        isSaving = true;
        try
        {
            var now = await callers.GetAsync(leaving.Token);
            var saved = SegmentId is null
                ? await segments.CreateAsync(now, draft.Body(schema!.EntityId), CancellationToken.None)
                : await segments.UpdateAsync(now, SegmentId, draft.Body(null), CancellationToken.None);
            isChanged = false;
            toasts.Success(T["Segments.Saved", saved.Name]);
            navigation.NavigateTo(SegmentAddress.List(schema!));
        }
        catch (CrmException e)
        {
            refusals = Refusals.Of(e, T);
        }
        finally
        {
            isSaving = false;
        }
    }
}
