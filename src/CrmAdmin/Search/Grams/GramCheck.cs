using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search.Grams;

/// <summary>
/// Holds a text index against the rows it stands for. The index keeps no texts, so each row's words are added up to one
/// number on both sides; memory is some tens of bytes a record.
/// </summary>
internal sealed class GramCheck(CrmDb db, EntitySchema schema, Field field)
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private readonly string table = GramTable.Name(schema.Number, field);

    /// <summary>The numbers of the rows of which the index holds something else than their words, or nothing, or that are not there.</summary>
    public async Task<List<long>> DifferingAsync(CancellationToken ct)
    {
        var sums = new Dictionary<long, ulong>();
        await foreach (var (rid, shadow) in RowsAsync(ct))
        {
            sums[rid] = GramTable.Line(field, shadow).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.Ordinal).Aggregate(0UL, (sum, word) => sum + Hash(word));
        }

        await foreach (var (rid, word) in WordsAsync(ct))
        {
            sums[rid] = sums.GetValueOrDefault(rid) - Hash(word);
        }

        return [.. sums.Where(sum => sum.Value != 0).Select(sum => sum.Key).Order()];
    }

    /// <summary>Writes rows into the index anew.</summary>
    public async Task MendAsync(IReadOnlyCollection<long> rids, CancellationToken ct)
    {
        GramTable.Delete(db, schema, field, rids);
        var wrong = rids.ToHashSet();
        var rows = new List<(long, string?)>();
        await foreach (var row in RowsAsync(ct))
        {
            if (wrong.Contains(row.Rid))
            {
                rows.Add(row);
            }
        }

        GramTable.Insert(db, schema, field, rows);
    }

    private async IAsyncEnumerable<(long Rid, string Shadow)> RowsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(
            db, $"SELECT rid, {field.CompareColumn} FROM {RecordColumns.Table(schema)} WHERE {field.CompareColumn} IS NOT NULL", ct);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            yield return (row.GetInt64(0), row.GetString(1));
        }
    }

    private async IAsyncEnumerable<(long Rid, string Word)> WordsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var make = await RecordTable.CommandAsync(
            db, $"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words USING fts5vocab(main, {table}, instance)", ct);
        await make.ExecuteNonQueryAsync(ct);
        await using var command = await RecordTable.CommandAsync(db, $"SELECT doc, term FROM temp.{table}_words", ct);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            yield return (row.GetInt64(0), row.GetString(1));
        }
    }

    /// <summary>FNV-1a over the word as the index keeps it, its Latin letters small.</summary>
    private static ulong Hash(string word)
    {
        var hash = Basis;
        foreach (var c in word)
        {
            hash = (hash ^ (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c)) * Prime;
        }

        return hash;
    }
}
