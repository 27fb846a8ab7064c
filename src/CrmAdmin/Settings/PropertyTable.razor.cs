using CrmAdmin.Entities;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Settings;

/// <summary>The properties of one entity, as ADMIN keeps them.</summary>
public sealed partial class PropertyTable(PropertyService properties, PropertyQuestions questions, SettingsActs acts, Toasts toasts, Texts T)
    : ComponentBase, IDisposable
{
    private static readonly PropertyBody Unchanged = new(null, null, null, null, null, null, null);
    private readonly Leaving leaving = new();
    private Property? edited;
    private Property? dragged;
    private bool isEditing;

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
        if (edited is { IsHidden: false } && saved.IsHidden)
        {
            Tell(saved, "Settings.NowHidden", Unchanged with { IsHidden = false });
        }
        else
        {
            toasts.Success(T[edited is null ? "Settings.PropertyMade" : "Settings.Saved", saved.Name]);
        }

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

    private Task MoveAsync(Property property, int position) => ChangeAsync(property, Unchanged with { Position = position });

    private Task MaskAsync(Property property) => SwitchAsync(
        property, on => Unchanged with { IsMasked = on }, property.IsMasked, property.IsMasked ? "Settings.Unmasked" : "Settings.NowMasked");

    private Task HideAsync(Property property) => SwitchAsync(
        property, on => Unchanged with { IsHidden = on }, property.IsHidden, property.IsHidden ? "Settings.Unhidden" : "Settings.NowHidden");

    private async Task SwitchAsync(Property property, Func<bool, PropertyBody> turned, bool isOn, string done)
    {
        if (!await questions.AgreesAsync(property, turned(!isOn), leaving.Token))
        {
            await OnChanged.InvokeAsync();
        }
        else if (await ChangeAsync(property, turned(!isOn)))
        {
            Tell(property, done, turned(isOn));
        }
    }

    private void Tell(Property property, string done, PropertyBody back) =>
        toasts.Success(T[done, property.Name], T["Shell.Undo"], () => TakeBackAsync(property, back));

    // The page may have been left by then.
    private async Task TakeBackAsync(Property property, PropertyBody change)
    {
        await acts.DoAsync(caller => properties.UpdateAsync(caller, property.PropertyId, change, CancellationToken.None));
        if (!leaving.IsCancellationRequested)
        {
            await OnChanged.InvokeAsync();
        }
    }

    /// <summary>Changes it; a refusal may mean that what is shown is old, so it is read anew either way. Whether it was done.</summary>
    private async Task<bool> ChangeAsync(Property property, PropertyBody change)
    {
        var isDone = await acts.DoAsync(caller => properties.UpdateAsync(caller, property.PropertyId, change, CancellationToken.None));
        await OnChanged.InvokeAsync();
        return isDone;
    }

    private async Task RemoveAsync(Property property)
    {
        if (await questions.AgreesToRemovalAsync(property, leaving.Token)
            && await acts.DoAsync(caller => properties.DeleteAsync(caller, property.PropertyId, CancellationToken.None)))
        {
            toasts.Success(T["Settings.Removed", property.Name]);
            await OnChanged.InvokeAsync();
        }
    }
}
