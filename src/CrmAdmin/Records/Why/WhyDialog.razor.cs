using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Why;

/// <summary>Tells why a record is in a list, and lets any other be held against the same conditions.</summary>
public sealed partial class WhyDialog
{
    private readonly Leaving leaving = new();
    private WhyWords? shared;
    private HeldRecord? held;
    private string? refused;
    private bool isHolding;

    [Inject]
    private ExplainService Explain { get; set; } = default!;

    [Inject]
    private UserService People { get; set; } = default!;

    [Inject]
    private CallerSource Callers { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    [Inject]
    private Texts T { get; set; } = default!;

    /// <summary>The entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>The list.</summary>
    [Parameter, EditorRequired]
    public GridQuery Query { get; set; } = default!;

    /// <summary>The record to begin with; none where null.</summary>
    [Parameter]
    public string? RecordId { get; set; }

    /// <summary>Called to close it.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    private string Verdict => held!.Tree.Children.Count == 0
        ? Say("Records.WhyNoConditions")
        : Say(held.Matches(held.Tree) ? "Records.WhyHere" : "Records.WhyNotHere");

    public void Dispose() => leaving.Dispose();

    protected override Task OnInitializedAsync() => RecordId is null ? Task.CompletedTask : HoldAsync(RecordId);

    private string Say(string key) => T[key, held!.Record.Name, Formats.Number((long)held.Failing(held.Tree).Count())];

    private async Task HoldAsync(string recordId)
    {
        (refused, isHolding) = (null, true);
        try
        {
            var caller = await Callers.GetAsync(leaving.Token);
            held = await Explain.HoldAsync(caller, Schema.EntityId, Query.Tree, Query.Keyword, recordId, leaving.Token);
            var people = (await People.PeopleAsync(caller, leaving.Token)).Select(person => new PickOption(person.UserId, person.Name));
            shared = new WhyWords(held, [.. people], Formats, T);
        }
        catch (CrmException e)
        {
            (held, refused) = (null, e.Code == ErrorCode.ResourceNotFound ? T["Records.GoneText"] : T.Of(e));
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The dialog is gone.
        }

        isHolding = false;
    }
}
