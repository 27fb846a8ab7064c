using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Search;

/// <summary>Where a page ended: the sort keys and id of its last record, and the «now» of the first page.</summary>
/// <param name="Now">«Now» of relative dates, milliseconds UTC.</param>
/// <param name="Keys">The last record's keys; null for empty.</param>
/// <param name="RecordId">The last record.</param>
internal sealed record Keyset(long Now, IReadOnlyList<object?> Keys, string RecordId)
{
    /// <summary>Whether the records with an empty first key, which come last, have been reached.</summary>
    public bool AmongEmpty => Keys[0] is null;

    /// <summary>The place behind a record.</summary>
    public static Keyset Behind(Record record, IReadOnlyList<Sort> sorts, long now) =>
        new(now, [.. sorts.Select(sort => sort.Key(record))], record.RecordId);

    /// <summary>As it goes into a sealed cursor.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new Sealed(Now, Keys, RecordId), Json.Options);

    /// <summary>What <see cref="ToBytes"/> gave.</summary>
    public static Keyset From(ReadOnlySpan<byte> bytes)
    {
        var read = JsonSerializer.Deserialize<Sealed>(bytes, Json.Options)!;
        return new Keyset(read.N, [.. read.K.Select(key => Value((JsonElement?)key))], read.I);
    }

    private static object? Value(JsonElement? key) => key switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),

        // A whole number stays one: PostgreSQL does not look a fraction up in an index on whole numbers.
        { } number => number.TryGetInt64(out var whole) ? (object)whole : number.GetDouble(),
    };

    private sealed record Sealed(long N, IReadOnlyList<object?> K, string I);
}
