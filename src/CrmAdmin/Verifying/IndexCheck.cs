using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;

namespace CrmAdmin.Verifying;

/// <summary>An index that does not say what the records say.</summary>
/// <param name="Index">A text index's field, or the table.</param>
/// <param name="Rows">How many rows differ.</param>
/// <param name="Left">How many still do after mending; as many where nothing was mended.</param>
internal sealed record IndexFinding(string Index, long Rows, long Left);

/// <summary>Checks the indexes of an entity on SQLite: the text indexes by ourselves, the others by the engine.</summary>
internal sealed class IndexCheck(Store store)
{
    /// <summary>What differs; mended before it is told where <paramref name="repair"/> says so, each index in one write.</summary>
    public async Task<IReadOnlyList<IndexFinding>> FindAsync(EntitySchema schema, bool repair, CancellationToken ct)
    {
        var findings = new List<IndexFinding>();
        if (await store.WriteAsync(db => TableAsync(db, schema, repair, ct), ct) is { Rows: > 0 } inTable)
        {
            findings.Add(inTable);
        }

        foreach (var field in GramTable.Fields(schema))
        {
            if (await store.WriteAsync(db => TextAsync(db, schema, field, repair, ct), ct) is { Rows: > 0 } inText)
            {
                findings.Add(inText);
            }
        }

        return findings;
    }

    private static async Task<IndexFinding> TextAsync(CrmDb db, EntitySchema schema, Field field, bool repair, CancellationToken ct)
    {
        var check = new GramCheck(db, schema, field);
        var differing = await check.DifferingAsync(ct);
        var left = differing.Count;
        if (repair && left > 0)
        {
            await check.MendAsync(differing, ct);
            left = (await check.DifferingAsync(ct)).Count;
        }

        return new IndexFinding(field.Property?.Name ?? field.Path, differing.Count, left);
    }

    /// <summary>The engine's check tells of more than indexes: after mending them it is made again, for what is left.</summary>
    private static async Task<IndexFinding> TableAsync(CrmDb db, EntitySchema schema, bool repair, CancellationToken ct)
    {
        var table = RecordColumns.Table(schema);
        var faults = await FaultsAsync(db, table, ct);
        var left = faults;
        if (repair && faults > 0)
        {
            await using var mend = await RecordTable.CommandAsync(db, $"REINDEX {table}", ct);
            mend.CommandTimeout = 0;
            await mend.ExecuteNonQueryAsync(ct);
            left = await FaultsAsync(db, table, ct);
        }

        return new IndexFinding(table, faults, left);
    }

    private static async Task<long> FaultsAsync(CrmDb db, string table, CancellationToken ct)
    {
        await using var check = await RecordTable.CommandAsync(db, $"PRAGMA integrity_check('{table}')", ct);
        check.CommandTimeout = 0;
        var faults = 0L;
        await using var row = await check.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            faults += row.GetString(0) == "ok" ? 0 : 1;
        }

        return faults;
    }
}
