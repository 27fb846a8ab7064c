using CrmAdmin.Entities;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Settings;

/// <summary>The properties of one entity, as ADMIN keeps them.</summary>
public sealed partial class PropertyTable(PropertyService properties, PropertyUses uses, SettingsActs acts, Confirm confirm, Toasts toasts, Texts T)
    : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Property? edited;
    private Property? dragged;
    private bool isEditing;

    /// <summary>Whose properties.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Entity { get; set; } = default!;

    /// <summary>Called when something was changed; the page then gives the entity anew.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task SavedAsync(Property saved)
    {
        isEditing = false;
        toasts.Success(T[edited is null ? "Settings.PropertyMade" : "Settings.Saved", saved.Name]);
        await OnChanged.InvokeAsync();
    }

    private async Task DropAsync(int position)
    {
        if (dragged is { } moved && Entity.Properties[position].PropertyId != moved.PropertyId)
        {
            await MoveAsync(moved, position);
        }

        dragged = null;
    }

    private Task MoveAsync(Property property, int position) => ChangeAsync(property, new PropertyBody(null, null, null, null, null, null, position));

    private async Task MaskAsync(Property property)
    {
        await ChangeAsync(property, new PropertyBody(null, null, null, null, !property.IsMasked, null, null));
        toasts.Success(T[property.IsMasked ? "Settings.Unmasked" : "Settings.NowMasked", property.Name]);
    }

    private async Task ChangeAsync(Property property, PropertyBody change)
    {
        await acts.DoAsync(caller => properties.UpdateAsync(caller, property.PropertyId, change, leaving.Token), leaving.Token);
        await OnChanged.InvokeAsync();
    }

    private async Task RemoveAsync(Property property)
    {
        var use = await uses.FindAsync(await acts.CallerAsync(leaving.Token), Entity, property, leaving.Token);
        List<string> touches = [T["Settings.TouchesValues", Formats.Number(use.Values)], .. use.Segments.Select(name => T["Settings.TouchesSegment", name])];
        var question = new Confirmation(
            T["Settings.RemovePropertyAsk", property.Name],
            T["Settings.RemovePropertyText"],
            T["Settings.Remove"],
            IsDanger: true,
            touches,
            Typed: use.Values > 0 ? property.Name : null);
        if (await confirm.AskAsync(question) && await acts.DoAsync(caller => properties.DeleteAsync(caller, property.PropertyId, leaving.Token), leaving.Token))
        {
            toasts.Success(T["Settings.Removed", property.Name]);
            await OnChanged.InvokeAsync();
        }
    }
}
