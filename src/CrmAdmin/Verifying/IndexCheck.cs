using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;

namespace CrmAdmin.Verifying;

/// <summary>An index that does not say what the records say.</summary>
/// <param name="Index">A text index's field, or the table.</param>
/// <param name="Rows">How many rows differ.</param>
internal sealed record IndexFinding(string Index, long Rows);

/// <summary>Checks the indexes of an entity on SQLite: the text indexes by ourselves, the others by the engine.</summary>
internal sealed class IndexCheck(Store store)
{
    /// <summary>What differs; mended before it is told where <paramref name="repair"/> says so, each index in one write.</summary>
    public async Task<IReadOnlyList<IndexFinding>> FindAsync(EntitySchema schema, bool repair, CancellationToken ct)
    {
        var findings = new List<IndexFinding>();
        if (await store.WriteAsync(db => TableAsync(db, schema, repair, ct), ct) is > 0 and var faults)
        {
            findings.Add(new IndexFinding(RecordColumns.Table(schema), faults));
        }

        foreach (var field in GramTable.Fields(schema))
        {
            if (await store.WriteAsync(db => TextAsync(db, schema, field, repair, ct), ct) is > 0 and var rows)
            {
                findings.Add(new IndexFinding(field.Property?.Name ?? field.Path, rows));
            }
        }

        return findings;
    }

    private static async Task<long> TextAsync(CrmDb db, EntitySchema schema, Field field, bool repair, CancellationToken ct)
    {
        var check = new GramCheck(db, schema, field);
        var differing = await check.DifferingAsync(ct);
        if (repair && differing.Count > 0)
        {
            await check.MendAsync(differing, ct);
        }

        return differing.Count;
    }

    private static async Task<long> TableAsync(CrmDb db, EntitySchema schema, bool repair, CancellationToken ct)
    {
        var table = RecordColumns.Table(schema);
        await using var check = await RecordTable.CommandAsync(db, $"PRAGMA integrity_check('{table}')", ct);
        check.CommandTimeout = 0;
        var faults = 0;
        await using (var row = await check.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                faults += row.GetString(0) == "ok" ? 0 : 1;
            }
        }

        if (repair && faults > 0)
        {
            await using var mend = await RecordTable.CommandAsync(db, $"REINDEX {table}", ct);
            await mend.ExecuteNonQueryAsync(ct);
        }

        return faults;
    }
}
