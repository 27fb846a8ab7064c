namespace CrmAdmin.Records.Grid;

/// <summary>A person's columns of one entity: which, in which order, how wide.</summary>
/// <param name="Columns">By path; empty for the usual ones.</param>
/// <param name="Widths">In pixels by path, of those that were changed.</param>
public sealed record GridLayout(IReadOnlyList<string> Columns, IReadOnlyDictionary<string, int> Widths)
{
    /// <summary>What holds before anything is chosen.</summary>
    public static readonly GridLayout Usual = new([], new Dictionary<string, int>());

    /// <summary>The layout with one column's width changed.</summary>
    public GridLayout Resized(string path, int width) =>
        this with { Widths = new Dictionary<string, int>(Widths, StringComparer.Ordinal) { [path] = width } };

    /// <summary>The columns to draw: what the address says, else the person's own, else the usual ones; unknown ones left out.</summary>
    public IReadOnlyList<GridColumn> Shown(IReadOnlyList<GridColumn> all, IReadOnlyList<string>? asked)
    {
        var wanted = asked ?? (Columns.Count > 0 ? Columns : GridColumn.Usual(all));
        var known = wanted.Distinct().Select(path => all.FirstOrDefault(column => column.Path == path)).OfType<GridColumn>().ToList();
        return known.Exists(column => column.Path == "name") ? known : [all[0], .. known];
    }
}
