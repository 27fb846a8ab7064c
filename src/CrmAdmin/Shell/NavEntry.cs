using CrmAdmin.Access;

namespace CrmAdmin.Shell;

/// <summary>Where a line stands.</summary>
public enum NavPlace
{
    /// <summary>In the navigation, and among the pages of the palette.</summary>
    Everywhere,

    /// <summary>Among the pages of the palette alone.</summary>
    PalettePage,

    /// <summary>Among the acts of the palette alone.</summary>
    PaletteAct,
}

/// <summary>A line of the navigation. A feature registers one for its page: services.AddSingleton(new NavEntry(…)).</summary>
/// <param name="Order">Smaller stands higher; home is 0, entities 10, settings 90.</param>
/// <param name="TextKey">What it says.</param>
/// <param name="Href">Its page, without leading slash.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Role">Callers below do not see it.</param>
/// <param name="Exact">Whether only the page itself, not those below it, marks the line.</param>
/// <param name="Place">Where it stands.</param>
public sealed record NavEntry(
    int Order, string TextKey, string Href, string Icon, Role Role = Role.Viewer, bool Exact = false, NavPlace Place = NavPlace.Everywhere);

/// <summary>A line of the navigation as one person sees it.</summary>
/// <param name="Order">Smaller stands higher.</param>
/// <param name="Text">What it says.</param>
/// <param name="Href">Its page, without leading slash.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Exact">Whether only the page itself, not those below it, marks the line.</param>
/// <param name="Place">Where it stands.</param>
public sealed record NavLine(int Order, string Text, string Href, string Icon, bool Exact = false, NavPlace Place = NavPlace.Everywhere);

/// <summary>Something of the workspace that the palette found.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Href">Its page, without leading slash; tells it from others.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Hint">What kind of thing it is.</param>
public sealed record PaletteHit(string Text, string Href, string Icon, string Hint);

/// <summary>Finds what a person types in the palette. A feature registers one for what it keeps.</summary>
/// <param name="caller">Who looks.</param>
/// <param name="typed">Not empty.</param>
/// <param name="token">Cancelled when the person types on.</param>
public delegate Task<IReadOnlyList<PaletteHit>> PaletteSearch(Caller caller, string typed, CancellationToken token);

/// <summary>Lines that are only known at run time, such as the entities. A feature registers one.</summary>
/// <param name="caller">Who looks.</param>
/// <param name="token">Cancels the reading.</param>
public delegate Task<IReadOnlyList<NavLine>> NavLines(Caller caller, CancellationToken token);

/// <summary>What the navigation shows beside an entry.</summary>
/// <param name="Href">The entry's page.</param>
/// <param name="Text">What it says: a count, or a mark such as «●1».</param>
/// <param name="Label">The same for screen readers.</param>
/// <param name="IsMoving">Whether it tells of something under way, so that it is looked at more often.</param>
public sealed record NavCount(string Href, string Text, string Label, bool IsMoving = false);

/// <summary>Counts for the navigation. A feature registers one where its entry carries a count.</summary>
/// <param name="caller">Whose counts.</param>
/// <param name="anew">Whether the caller has just changed what is counted, so that nothing kept will do.</param>
/// <param name="token">Cancels the reading.</param>
public delegate Task<IReadOnlyList<NavCount>> NavCounts(Caller caller, bool anew, CancellationToken token);
