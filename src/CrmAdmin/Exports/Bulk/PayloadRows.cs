using System.Text.Json;
using CrmAdmin.Exports.Writing;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Rows of activities with a cell for each key of a payload, out of the payload that stands behind their own cells.</summary>
/// <param name="inner">The activities' rows; the payload is their last column.</param>
/// <param name="own">How many cells the activities have of their own.</param>
/// <param name="keys">The keys, in the columns' order.</param>
internal sealed class PayloadRows(ExportRows inner, int own, IReadOnlyList<string> keys) : ExportRows
{
    private readonly Dictionary<string, int> places = keys.Select((key, i) => (key, i)).ToDictionary(k => k.key, k => k.i, StringComparer.Ordinal);
    private readonly (int Start, int Length)[] values = new (int, int)[keys.Count];
    private byte[] payload = [];

    public override async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        if (!await inner.ReadAsync(ct))
        {
            return false;
        }

        Array.Clear(values);
        if (!inner.IsEmpty(own))
        {
            Parse(inner.Text(own));
        }

        return true;
    }

    public override bool IsEmpty(int column) => column < own ? inner.IsEmpty(column) : values[column - own].Length == 0;

    public override ReadOnlySpan<byte> Text(int column) =>
        column < own ? inner.Text(column) : payload.AsSpan(values[column - own].Start, values[column - own].Length);

    public override double Number(int column) => inner.Number(column);

    public override long Integer(int column) => inner.Integer(column);

    /// <summary>Remembers where each value stands; null is empty.</summary>
    private void Parse(ReadOnlySpan<byte> json)
    {
        if (payload.Length < json.Length)
        {
            payload = new byte[json.Length * 2];
        }

        json.CopyTo(payload);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var place = places[reader.GetString()!];
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isNull = reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                values[place] = isNull ? default : (start, (int)reader.BytesConsumed - start);
            }
        }
    }
}
