namespace CrmAdmin.Records.Grid;

/// <summary>How the cells of a column look and where they stay, the header's among them.</summary>
internal static class CellLook
{
    /// <summary>The classes of a column's cells; the last of those that stay at the left draws the edge.</summary>
    public static string? Class(IReadOnlyList<GridColumn> columns, int at)
    {
        var column = columns[at];
        if (!column.IsPinned)
        {
            return column.IsNumeric ? "num" : null;
        }

        var edge = at + 1 < columns.Count && columns[at + 1].IsPinned ? "" : " edge";
        return $"pinned{edge}{(column.IsName ? " name" : null)}{(column.IsNumeric ? " num" : null)}";
    }

    /// <summary>Where a pinned column stays; its place is a variable of the table, which alone knows the widths.</summary>
    public static string? Style(GridColumn column, int at) => column.IsPinned ? $"left:var(--pin-{at})" : null;
}
