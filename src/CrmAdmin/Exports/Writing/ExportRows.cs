namespace CrmAdmin.Exports.Writing;

/// <summary>
/// Rows one after the other, cells by their place in the layout, values as they are stored. One row is in memory at a time.
/// </summary>
internal abstract class ExportRows
{
    /// <summary>Goes to the next row; false after the last.</summary>
    public abstract ValueTask<bool> ReadAsync(CancellationToken ct);

    /// <summary>Whether the cell is empty. The other getters may be called only where it is not.</summary>
    public abstract bool IsEmpty(int column);

    /// <summary>A text, or a list as JSON, in UTF-8. Good until the next call on these rows.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    /// <summary>A number.</summary>
    public abstract double Number(int column);

    /// <summary>A boolean, a day or an instant as <see cref="CellKind"/> says.</summary>
    public abstract long Integer(int column);
}
