using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Settings;

/// <summary>Asks before a property is hidden, masked or removed, and tells what depends on it.</summary>
public sealed class PropertyQuestions(PropertyService properties, PropertyUses uses, SettingsActs acts, Confirm confirm, Texts texts)
{
    /// <summary>Whether a change may be made: one that hides or masks is asked about where something depends on the property.</summary>
    public async Task<bool> AgreesAsync(Property property, PropertyBody change, CancellationToken ct)
    {
        var hides = change.IsHidden == true && !property.IsHidden;
        var masks = change.IsMasked == true && !property.IsMasked;
        if (!hides && !masks)
        {
            return true;
        }

        if (await FindAsync(property, ct) is not { } use)
        {
            return false;
        }

        return use.IsNone
            || ((!hides || await AskAsync("Settings.HideAsk", "Settings.HideText", "Settings.Hide"))
                && (!masks || await AskAsync("Settings.MaskAsk", "Settings.MaskText", "Settings.Mask")));

        Task<bool> AskAsync(string title, string text, string act) =>
            confirm.AskAsync(new Confirmation(texts[title, property.Name], texts[text], texts[act], Touches: Touched(use)));
    }

    /// <summary>Whether it may be removed: always asked about, and by its name where records may hold values.</summary>
    public async Task<bool> AgreesToRemovalAsync(Property property, CancellationToken ct) =>
        await FindAsync(property, ct) is { } use && await confirm.AskAsync(new Confirmation(
            texts["Settings.RemovePropertyAsk", property.Name],
            texts["Settings.RemovePropertyText"],
            texts["Settings.Remove"],
            IsDanger: true,
            Touched(use),
            Typed: use.Values is not 0 ? property.Name : null));

    /// <summary>What depends on it now; null where it is gone or that was refused, which is then said.</summary>
    private async Task<PropertyUse?> FindAsync(Property property, CancellationToken ct)
    {
        PropertyUse? use = null;
        await acts.DoAsync(
            async caller =>
            {
                var (entity, now) = await properties.GetAsync(caller, property.PropertyId, ct);
                use = await uses.FindAsync(caller, entity, now, ct);
            },
            ct);
        return use;
    }

    private List<string> Touched(PropertyUse use) =>
    [
        use.Values is { } counted ? texts["Settings.TouchesValues", Formats.Number(counted)] : texts["Settings.TouchesManyValues"],
        .. use.Segments.Select(name => texts["Settings.TouchesSegment", name]),
        .. use.Views == 0 ? [] : new[] { texts["Settings.TouchesViews", use.Views] },
    ];
}
