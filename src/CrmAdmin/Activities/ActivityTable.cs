using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Activities;

/// <summary>Writes activities and their summaries, many in one statement. Runs inside the caller's transaction.</summary>
internal static class ActivityTable
{
    private const string Count = """
        INSERT INTO event_summaries ("RecordId", "Type", "Count", "FirstAt", "LastAt")
        SELECT "RecordId", "Type", count(*), min("At"), max("At") FROM activities
        WHERE "RecordId" = @record AND "Type" = @type GROUP BY "RecordId", "Type"
        """;

    /// <summary>Adds activities and counts them.</summary>
    public static async Task InsertAsync(CrmDb db, SqlDialect dialect, IReadOnlyList<ActivityRow> rows, CancellationToken ct)
    {
        var sql = new SqlText().Add("""
            INSERT INTO activities ("ActivityId", "RecordId", "EntityNumber", "Type", "At", "Source", "Payload")
            SELECT c0, c1, c2, c3, c4, c5, c6 FROM
            """);
        dialect.Rows(
            sql.Add(" "),
            Column(rows, r => r.ActivityId),
            Column(rows, r => r.RecordId),
            Column(rows, r => (long)r.EntityNumber),
            Column(rows, r => r.Type),
            Column(rows, r => UtcMilliseconds.From(r.At)),
            Column(rows, r => r.Source),
            Column(rows, r => r.Payload));
        await RunAsync(db, sql, ct);
        await AddAsync(db, dialect, rows, ct);
    }

    /// <summary>Counts anew the activities of one type that a record has; with none left the summary goes.</summary>
    public static async Task RecountAsync(CrmDb db, string recordId, string type, CancellationToken ct)
    {
        foreach (var sql in new[] { """DELETE FROM event_summaries WHERE "RecordId" = @record AND "Type" = @type""", Count })
        {
            await using var command = await RecordTable.CommandAsync(db, sql, ct);
            command.Parameter("@record", recordId);
            command.Parameter("@type", type);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Removes all that these records have.</summary>
    public static async Task PurgeAsync(CrmDb db, SqlDialect dialect, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        foreach (var table in new[] { "activities", "event_summaries" })
        {
            await RunAsync(db, dialect.In(new SqlText().Add($"DELETE FROM {table} WHERE "), "\"RecordId\"", [.. recordIds]), ct);
        }
    }

    private static Task AddAsync(CrmDb db, SqlDialect dialect, IReadOnlyList<ActivityRow> rows, CancellationToken ct)
    {
        // In one order everywhere, so that two writers never wait for each other.
        var sums = rows.GroupBy(r => (r.RecordId, r.Type)).OrderBy(g => g.Key.RecordId, StringComparer.Ordinal).ThenBy(g => g.Key.Type, StringComparer.Ordinal).ToList();
        var sql = new SqlText().Add("""
            INSERT INTO event_summaries ("RecordId", "Type", "Count", "FirstAt", "LastAt")
            SELECT c0, c1, c2, c3, c4 FROM
            """);
        dialect.Rows(
            sql.Add(" "),
            Column(sums, s => s.Key.RecordId),
            Column(sums, s => s.Key.Type),
            Column(sums, s => (long)s.Count()),
            Column(sums, s => UtcMilliseconds.From(s.Min(r => r.At))),
            Column(sums, s => UtcMilliseconds.From(s.Max(r => r.At))));
        sql.Add("""
             WHERE 1 = 1 ON CONFLICT ("RecordId", "Type") DO UPDATE SET
            "Count" = event_summaries."Count" + excluded."Count",
            "FirstAt" = CASE WHEN excluded."FirstAt" < event_summaries."FirstAt" THEN excluded."FirstAt" ELSE event_summaries."FirstAt" END,
            "LastAt" = CASE WHEN excluded."LastAt" > event_summaries."LastAt" THEN excluded."LastAt" ELSE event_summaries."LastAt" END
            """);
        return RunAsync(db, sql, ct);
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> of) => [.. rows.Select(of)];

    private static async Task RunAsync(CrmDb db, SqlText sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        await command.ExecuteNonQueryAsync(ct);
    }
}
