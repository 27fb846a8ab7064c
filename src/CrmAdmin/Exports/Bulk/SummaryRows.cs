using System.Text.Json;
using CrmAdmin.Exports.Writing;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Rows of contacts with three cells for each type of activity, out of the JSON array that stands behind their own cells.</summary>
/// <param name="inner">The contacts' rows; the array is their last column.</param>
/// <param name="own">How many cells the contacts have of their own.</param>
/// <param name="types">The types, in the columns' order.</param>
internal sealed class SummaryRows(ExportRows inner, int own, IReadOnlyList<string> types) : ExportRows
{
    /// <summary>Count, first and last.</summary>
    public const int ColumnsOfType = 3;

    private readonly Dictionary<string, int> places = types.Select((type, i) => (type, i)).ToDictionary(t => t.type, t => t.i, StringComparer.Ordinal);
    private readonly long[] cells = new long[types.Count * ColumnsOfType];

    public override async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        if (!await inner.ReadAsync(ct))
        {
            return false;
        }

        Array.Clear(cells);
        if (!inner.IsEmpty(own))
        {
            Parse(inner.Text(own));
        }

        return true;
    }

    /// <summary>A type that the contact has no activity of has a count of 0, which is no summary.</summary>
    public override bool IsEmpty(int column) =>
        column < own ? inner.IsEmpty(column) : cells[(column - own) / ColumnsOfType * ColumnsOfType] == 0;

    public override ReadOnlySpan<byte> Text(int column) => inner.Text(column);

    public override double Number(int column) => column < own ? inner.Number(column) : cells[column - own];

    public override long Integer(int column) => column < own ? inner.Integer(column) : cells[column - own];

    private void Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                var place = places[reader.GetString()!] * ColumnsOfType;
                for (var i = 0; i < ColumnsOfType; i++)
                {
                    reader.Read();
                    cells[place + i] = reader.GetInt64();
                }
            }
        }
    }
}
