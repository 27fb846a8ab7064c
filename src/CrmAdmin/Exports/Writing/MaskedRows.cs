using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Entities;

namespace CrmAdmin.Exports.Writing;

/// <summary>
/// Rows as a caller may see them: every value of a masked property goes through <see cref="Masking"/> before a writer
/// gets hold of it, and is text from then on.
/// </summary>
internal sealed class MaskedRows : ExportRows
{
    private readonly ExportRows inner;
    private readonly IReadOnlyList<ExportColumn> columns;
    private readonly Caller caller;
    private readonly bool[] masked;

    private MaskedRows(ExportRows inner, IReadOnlyList<ExportColumn> columns, Caller caller)
    {
        (this.inner, this.columns, this.caller) = (inner, columns, caller);
        masked = [.. columns.Select(c => IsMasked(c, caller))];
    }

    /// <summary>Whether a column is masked for a caller.</summary>
    public static bool IsMasked(ExportColumn column, Caller caller) => column.Property is { IsMasked: true } && !caller.SeesMasked;

    /// <summary>The column as a writer is to treat it.</summary>
    public static ExportColumn Shown(ExportColumn column, Caller caller) =>
        IsMasked(column, caller) ? column with { Kind = CellKind.Text } : column;

    /// <summary>The rows as the caller may see them; the same rows where nothing is masked.</summary>
    public static ExportRows For(Caller caller, IReadOnlyList<ExportColumn> columns, ExportRows rows) =>
        columns.Any(c => IsMasked(c, caller)) ? new MaskedRows(rows, columns, caller) : rows;

    public override ValueTask<bool> ReadAsync(CancellationToken ct) => inner.ReadAsync(ct);

    public override bool IsEmpty(int column) => inner.IsEmpty(column) || (masked[column] && Mask(column) is not string);

    public override ReadOnlySpan<byte> Text(int column) =>
        masked[column] ? Encoding.UTF8.GetBytes((string)Mask(column)!) : inner.Text(column);

    public override double Number(int column) => inner.Number(column);

    public override long Integer(int column) => inner.Integer(column);

    private object? Mask(int column)
    {
        var property = columns[column].Property!;
        return Masking.Apply(Value(column, property.FieldType), property, caller);
    }

    private object Value(int column, FieldType type) => ExportColumn.KindOf(type) switch
    {
        CellKind.Text => Encoding.UTF8.GetString(inner.Text(column)),
        CellKind.Number => inner.Number(column),
        CellKind.List => Array.Empty<string>(),
        _ => inner.Integer(column),
    };
}
