using CrmAdmin.Entities;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Settings;

/// <summary>Entities and their properties, for ADMIN.</summary>
public sealed partial class EntitiesPage(EntityService entities, SettingsActs acts, Confirm confirm, Toasts toasts, Navigation shell, NavigationManager navigation, Texts T)
    : ComponentBase, IDisposable
{
    private readonly Leaving leaving = new();
    private IReadOnlyList<EntitySchema>? all;
    private EntitySchema? chosen;
    private EntitySchema? edited;
    private bool isEditing;
    private bool wasOffered;

    /// <summary>The chosen entity's short name; the first one where absent or gone.</summary>
    [Parameter]
    public string? Slug { get; set; }

    /// <summary>1 opens the page with the dialog for a new entity.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public int? Offer { get; set; }

    public void Dispose() => leaving.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        await ReadAsync();
        if (Offer == 1 && !wasOffered && RendererInfo.IsInteractive)
        {
            wasOffered = true;
            New();
        }
    }

    private static string Address(EntitySchema entity) => $"{SettingsPage.Entities}/{Uri.EscapeDataString(entity.Slug)}";

    private async Task ReadAsync()
    {
        all = await entities.ListAsync(await acts.CallerAsync(leaving.Token), leaving.Token);
        chosen = all.FirstOrDefault(entity => entity.Slug == Slug) ?? (all.Count > 0 ? all[0] : null);
    }

    private void New() => (isEditing, edited) = (true, null);

    private void SavedAsync(EntitySchema saved)
    {
        isEditing = false;
        shell.Refresh();
        navigation.NavigateTo(Address(saved));
        Slug = saved.Slug;
        toasts.Success(T[edited is null ? "Settings.EntityMade" : "Settings.Saved", saved.Name]);
    }

    private async Task RemoveAsync()
    {
        var leave = chosen!;
        var question = new Confirmation(
            T["Settings.RemoveEntityAsk", leave.Name],
            T["Settings.RemoveEntityText"],
            T["Settings.Remove"],
            IsDanger: true,
            leave.Properties.Count == 0 ? [] : [T["Settings.PropertyCount", leave.Properties.Count]],
            Typed: leave.Name);
        if (await confirm.AskAsync(question) && await acts.DoAsync(caller => entities.DeleteAsync(caller, leave.EntityId, CancellationToken.None)))
        {
            shell.Refresh();
            toasts.Success(T["Settings.Removed", leave.Name]);
            await ReadAsync();
        }
    }
}
