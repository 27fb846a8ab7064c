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

    /// <summary>
    /// What is kept of a choice of columns: those chosen, and where they stood those that could not be chosen because their
    /// properties are hidden for now.
    /// </summary>
    /// <param name="chosen">By path, in order.</param>
    /// <param name="before">By path, those kept until now.</param>
    /// <param name="hidden">By path, those that are not offered.</param>
    public static IReadOnlyList<string> Kept(IEnumerable<string> chosen, IReadOnlyList<string> before, IReadOnlyList<string> hidden)
    {
        var kept = chosen.ToList();
        for (var at = 0; at < before.Count; at++)
        {
            if (hidden.Contains(before[at]) && !kept.Contains(before[at]))
            {
                var beside = before.Take(at).LastOrDefault(kept.Contains);
                kept.Insert(beside is null ? kept.Count : kept.IndexOf(beside) + 1, before[at]);
            }
        }

        return kept;
    }

    /// <summary>The layout with other columns, and those that are hidden where they stood; none for the usual ones.</summary>
    public GridLayout Chosen(IReadOnlyList<GridColumn> columns, IReadOnlyList<string> hidden) => columns.Count == 0
        ? this with { Columns = [], Pinned = [] }
        : this with { Columns = Kept(columns.Select(column => column.Path), Columns, hidden), Pinned = Kept(PinnedOf(columns), Pinned, hidden) };

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
