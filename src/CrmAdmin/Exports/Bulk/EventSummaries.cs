using System.Globalization;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Storage;

namespace CrmAdmin.Exports.Bulk;

/// <summary>The event summaries of contacts as columns: for each type of activity how many, the first and the last.</summary>
internal static class EventSummaries
{
    /// <summary>The types that these records have activities of, in a fixed order. Refuses more than a file may have columns for.</summary>
    public static async Task<IReadOnlyList<string>> TypesAsync(CrmDb db, RecordSet set, SqlDialect dialect, CancellationToken ct)
    {
        const int Most = Limits.BulkExportColumns / SummaryRows.ColumnsOfType;
        var sql = new SqlText().Add("SELECT DISTINCT s.\"Type\" FROM event_summaries AS s WHERE s.\"RecordId\" IN (SELECT id FROM ")
            .Add(RecordColumns.Table(set.Schema));
        set.WriteWhere(sql, dialect, steered: false);
        sql.Add(") LIMIT ").Value(Most + 1L);
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var types = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            types.Add(reader.GetString(0));
        }

        types.Sort(StringComparer.Ordinal);
        return types.Count <= Most ? types : throw CrmException.Invalid("version", "Exports.TooManyColumns", Limits.BulkExportColumns);
    }

    /// <summary>A plan that reads the summaries behind its own columns, and writes those of each type.</summary>
    public static ExportPlan Added(ExportPlan plan, IReadOnlyList<string> types, CultureInfo language)
    {
        var stored = new ExportColumn("eventSummaries", "", CellKind.List) { Expression = Select };
        return plan with
        {
            Columns = [.. plan.Columns, stored],
            Layout = plan.Layout with { Columns = [.. plan.Layout.Columns, .. types.SelectMany(type => OfType(type, language))] },
        };
    }

    /// <summary>A JSON array of [type, count, first, last] of the record that is read; null or empty for none.</summary>
    private static string Select(SqlDialect dialect) => dialect == SqlDialect.Sqlite
        ? """(SELECT json_group_array(json_array("Type", "Count", "FirstAt", "LastAt")) FROM event_summaries WHERE "RecordId" = id)"""
        : """(SELECT json_agg(json_build_array("Type", "Count", "FirstAt", "LastAt"))::text FROM event_summaries WHERE "RecordId" = id)""";

    private static IEnumerable<ExportColumn> OfType(string type, CultureInfo language) =>
    [
        new("eventSummaries", Texts.Get("Exports.EventCount", language, type), CellKind.Number),
        new("eventSummaries", Texts.Get("Exports.EventFirst", language, type), CellKind.Instant),
        new("eventSummaries", Texts.Get("Exports.EventLast", language, type), CellKind.Instant),
    ];
}
