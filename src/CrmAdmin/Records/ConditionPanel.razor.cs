using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Segments;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records;

/// <summary>The builder over the grid.</summary>
public sealed partial class ConditionPanel(Toasts toasts, NavigationManager navigation, Texts T) : ComponentBase
{
    private RecordConditions? builder;
    private bool isSaving;

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

    /// <summary>Counts what a selection has; the entity's live records where null.</summary>
    [Parameter]
    public Func<RecordSelection, bool, CancellationToken, Task<CountAnswer>>? Count { get; set; }

    /// <summary>Another number: records have changed, so they are counted anew.</summary>
    [Parameter]
    public int Turn { get; set; }

    /// <summary>Whether masked fields may be searched.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>Whether segments may be saved.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Called to hold a record against what is built.</summary>
    [Parameter]
    public EventCallback OnWhy { get; set; }

    private async Task OfferAsync()
    {
        isSaving = await builder!.SettleAsync() && Value is not null;
        if (!isSaving)
        {
            toasts.Error(T["Segments.WrongConditions"]);
        }
    }

    private async Task SavedAsync(Segment saved)
    {
        isSaving = false;
        toasts.Success(T["Segments.Saved", saved.Name], T["Segments.Show"], () =>
        {
            navigation.NavigateTo(SegmentAddress.List(Schema));
            return Task.CompletedTask;
        });
        await builder!.ReloadAsync();
    }
}
