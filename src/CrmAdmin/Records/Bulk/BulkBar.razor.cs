using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using CrmAdmin.Trash;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Bulk;

/// <summary>Deletes, tags and changes the chosen records. It says exactly what is meant before, and how to take it back after.</summary>
public sealed partial class BulkBar
{
    private bool isAsking;
    private bool isTagging;
    private bool isSetting;

    [Inject]
    private BulkRuns Runs { get; set; } = default!;

    [Inject]
    private ChosenRecords Records { get; set; } = default!;

    [Inject]
    private CallerSource Callers { get; set; } = default!;

    [Inject]
    private TrashOptions Trash { get; set; } = default!;

    [Inject]
    private Confirm Confirm { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private Texts T { get; set; } = default!;

    /// <summary>What is chosen.</summary>
    [Parameter, EditorRequired]
    public RowSelection Selection { get; set; } = default!;

    /// <summary>The list it is chosen from.</summary>
    [Parameter]
    public Listing? Listing { get; set; }

    /// <summary>Whose records.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>What the list shows.</summary>
    [Parameter, EditorRequired]
    public GridQuery Query { get; set; } = default!;

    /// <summary>Whether the person may change records.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Further acts.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    /// <summary>Called when something else is chosen.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private async Task DeleteAsync()
    {
        isAsking = true;
        await Toasts.TryAsync(T, async () =>
        {
            var total = await Selection.CountAsync(Listing);
            var question = new Confirmation(
                T["Records.DeleteTitle", Schema.Name, Formats.Number(total)],
                T["Records.DeleteText", (int)Trash.Retention.TotalDays],
                T["Records.DeleteConfirm"],
                IsDanger: true,
                [Scope]);
            if (total > 0 && await Confirm.AskAsync(question))
            {
                await StartAsync(new BulkOrder(BulkAct.Delete, Schema.EntityId, total));
            }
        });
        isAsking = false;
    }

    private async Task TagAsync((string Tag, bool Add) tag)
    {
        isTagging = false;
        await Toasts.TryAsync(T, async () =>
            await StartAsync(new BulkOrder(tag.Add ? BulkAct.AddTag : BulkAct.RemoveTag, Schema.EntityId, await Selection.CountAsync(Listing), tag.Tag)));
    }

    private async Task SetAsync((string What, JsonObject Change) value)
    {
        isSetting = false;
        await Toasts.TryAsync(T, async () =>
            await StartAsync(new BulkOrder(BulkAct.Set, Schema.EntityId, await Selection.CountAsync(Listing), value.What, value.Change)));
    }

    /// <summary>What exactly is meant: the rows ticked, or the condition.</summary>
    private string Scope => !Selection.IsEverything ? T["Records.ScopeTicked"]
        : Query.IsNarrowed ? T["Records.ScopeMatching"]
        : T["Records.ScopeEverything", Schema.Name];

    private async Task StartAsync(BulkOrder order)
    {
        var caller = await Callers.GetAsync();
        var source = await Records.LiveAsync(caller, Query.Selection(Schema.EntityId), Selection.Snapshot(), CancellationToken.None);
        await Runs.StartAsync(caller, order, source, CancellationToken.None);
        Selection.Clear();
        await OnChanged.InvokeAsync();
    }
}
