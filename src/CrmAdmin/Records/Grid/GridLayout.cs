namespace CrmAdmin.Records.Grid;

/// <summary>A person's columns of one entity: which, in which order, how wide.</summary>
/// <param name="Columns">By path; empty for the usual ones.</param>
/// <param name="Widths">In pixels by path, of those that were changed.</param>
public sealed record GridLayout(IReadOnlyList<string> Columns, IReadOnlyDictionary<string, int> Widths)
{
    /// <summary>What holds before anything is chosen.</summary>
    public static readonly GridLayout Usual = new([], new Dictionary<string, int>());

    /// <summary>By path, the columns that stay at the left beside the name.</summary>
    public IReadOnlyList<string> Pinned { get; init; } = [];

    /// <summary>By path, the pinned ones among some columns; not the name, which always is.</summary>
    public static IReadOnlyList<string> PinnedOf(IReadOnlyList<GridColumn> columns) =>
        [.. columns.Where(column => column is { IsPinned: true, IsName: false }).Select(column => column.Path)];

    /// <summary>The layout with other columns; none for the usual ones.</summary>
    public GridLayout Chosen(IReadOnlyList<GridColumn> columns) =>
        this with { Columns = [.. columns.Select(column => column.Path)], Pinned = PinnedOf(columns) };

    /// <summary>The layout with one column's width changed.</summary>
    public GridLayout Resized(string path, int width) =>
        this with { Widths = new Dictionary<string, int>(Widths, StringComparer.Ordinal) { [path] = width } };

    /// <summary>
    /// The columns to draw: what the address says, else the person's own, else the usual ones; the pinned ones first, unknown
    /// ones left out.
    /// </summary>
    /// <param name="all">Every column there is, the name first.</param>
    /// <param name="asked">By path, what the address says; null where it says nothing.</param>
    /// <param name="pinned">By path, which of those asked for are pinned; null for none.</param>
    public IReadOnlyList<GridColumn> Shown(IReadOnlyList<GridColumn> all, IReadOnlyList<string>? asked, IReadOnlyList<string>? pinned = null)
    {
        var wanted = asked ?? (Columns.Count > 0 ? Columns : GridColumn.Usual(all));
        var staying = asked is null ? Pinned : pinned ?? [];
        var named = wanted.Contains(all[0].Path) ? wanted : [all[0].Path, .. wanted];
        return [.. named
            .Distinct()
            .Select(path => all.FirstOrDefault(column => column.Path == path))
            .OfType<GridColumn>()
            .Select(column => column with { IsPinned = column.IsName || staying.Contains(column.Path) })
            .OrderByDescending(column => column.IsPinned)];
    }
}
