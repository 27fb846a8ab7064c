using CrmAdmin.Entities;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Settings;

/// <summary>The properties of one entity, as ADMIN keeps them.</summary>
public sealed partial class PropertyTable(PropertyService properties, PropertyUses uses, SettingsActs acts, Confirm confirm, Toasts toasts, Texts T)
    : ComponentBase, IDisposable
{
    private readonly Leaving leaving = new();
    private Property? edited;
    private Property? dragged;
    private bool isEditing;
    private int turn;

    /// <summary>Whose properties.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Entity { get; set; } = default!;

    /// <summary>Called when something was changed; the page then gives the entity anew.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    public void Dispose() => leaving.Dispose();

    private async Task SavedAsync(Property saved)
    {
        isEditing = false;
        toasts.Success(T[edited is null ? "Settings.PropertyMade" : "Settings.Saved", saved.Name]);
        await OnChanged.InvokeAsync();
    }

    private async Task DropAsync(int position)
    {
        var moved = dragged;
        dragged = null;
        if (moved is not null && Entity.Properties[position].PropertyId != moved.PropertyId)
        {
            await MoveAsync(moved, position);
        }
    }

    private Task MoveAsync(Property property, int position) => ChangeAsync(property, new PropertyBody(null, null, null, null, null, null, position));

    private async Task MaskAsync(Property property)
    {
        if (await ChangeAsync(property, new PropertyBody(null, null, null, null, !property.IsMasked, null, null)))
        {
            toasts.Success(T[property.IsMasked ? "Settings.Unmasked" : "Settings.NowMasked", property.Name]);
        }
        else
        {
            // A switch whose change was refused is drawn anew, with what still holds.
            turn++;
        }
    }

    /// <summary>Changes it; a refusal may mean that what is shown is old, so it is read anew either way. Whether it was done.</summary>
    private async Task<bool> ChangeAsync(Property property, PropertyBody change)
    {
        var isDone = await acts.DoAsync(caller => properties.UpdateAsync(caller, property.PropertyId, change, leaving.Token), leaving.Token);
        await OnChanged.InvokeAsync();
        return isDone;
    }

    private async Task RemoveAsync(Property property)
    {
        var use = new PropertyUse(0, []);
        if (!await acts.DoAsync(async caller => use = await uses.FindAsync(caller, Entity, property, leaving.Token), leaving.Token))
        {
            return;
        }

        var values = use.Values is { } counted ? T["Settings.TouchesValues", Formats.Number(counted)] : T["Settings.TouchesManyValues"];
        List<string> touches = [values, .. use.Segments.Select(name => T["Settings.TouchesSegment", name])];
        var question = new Confirmation(
            T["Settings.RemovePropertyAsk", property.Name],
            T["Settings.RemovePropertyText"],
            T["Settings.Remove"],
            IsDanger: true,
            touches,
            Typed: use.Values is not 0 ? property.Name : null);
        if (await confirm.AskAsync(question) && await acts.DoAsync(caller => properties.DeleteAsync(caller, property.PropertyId, leaving.Token), leaving.Token))
        {
            toasts.Success(T["Settings.Removed", property.Name]);
            await OnChanged.InvokeAsync();
        }
    }
}
