using System.Text.Json;
using CrmAdmin.Exports.Writing;
using CrmAdmin.Http;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Which keys the payloads of activities have.</summary>
internal static class PayloadKeys
{
    /// <summary>All keys, in a fixed order. Refuses more than a file may have columns.</summary>
    /// <param name="rows">Payloads, each in the first cell.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(ExportRows rows, CancellationToken ct)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct))
        {
            ct.ThrowIfCancellationRequested();
            Collect(rows.Text(0), keys);
            if (keys.Count > Limits.BulkExportColumns)
            {
                throw CrmException.Invalid("version", "Exports.TooManyColumns", Limits.BulkExportColumns);
            }
        }

        return [.. keys.Order(StringComparer.Ordinal)];
    }

    private static void Collect(ReadOnlySpan<byte> payload, HashSet<string> keys)
    {
        var reader = new Utf8JsonReader(payload);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                keys.Add(reader.GetString()!);
                reader.Skip();
            }
        }
    }
}
