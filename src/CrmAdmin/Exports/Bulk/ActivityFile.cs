using System.Globalization;
using CrmAdmin.Exports.Writing;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Writes activities of live contacts, newest first; in v2 each key that a payload has is a column.</summary>
internal sealed class ActivityFile(BulkContacts contacts, WorkspaceSettings workspace, ExportSnapshot snapshot, Store store)
{
    /// <summary>Writes the whole CSV and leaves <paramref name="target"/> open. Gives what it wrote, and whether some column is masked.</summary>
    public async Task<(ExportLayout Layout, bool IsMasked)> WriteAsync(BulkExportJob row, BulkExportRequest request, JobRun run, Stream target)
    {
        var sql = new ActivitySql(await contacts.ReadAsync(row.Asker, request.Filters, run.Token), request.Filters, store.Dialect);
        return await snapshot.ReadAsync(
            async db =>
            {
                var total = await ExportSnapshot.CountAsync(db, sql.Count(), run.Token);
                var keys = request.IsWide
                    ? await snapshot.RowsAsync(db, sql.Payloads(), rows => PayloadKeys.ReadAsync(rows, run.Token), run.Token)
                    : [];
                var layout = Layout(request, keys, row.Culture());
                using var writer = new CsvWriter(layout, target);
                await snapshot.RowsAsync(
                    db, sql.Rows(), rows => writer.WriteAllAsync(request.IsWide ? new PayloadRows(rows, ActivitySql.Payload, keys) : rows, total, run), run.Token);
                return (layout, false);
            },
            run.Token);
    }

    private ExportLayout Layout(BulkExportRequest request, IReadOnlyList<string> keys, CultureInfo language)
    {
        ExportColumn[] columns =
        [
            Column("activityId", "Exports.ActivityId", language),
            Column("recordId", "Exports.ContactId", language),
            Column("name", "Exports.ContactName", language),
            Column("type", "Exports.ActivityType", language),
            Column("date", "Exports.ActivityDate", language) with { Kind = CellKind.Instant },
            Column("source", "Exports.ActivitySource", language),
            .. keys.Select(key => new ExportColumn("payload." + key, key, CellKind.Json)),
        ];
        return new ExportLayout(columns, workspace.TimeZone)
        {
            DateFormat = ExportDateFormats.Find(request.DateFormat)!.Value,
            Delimiter = request.Delimiter[0],
        };
    }

    private static ExportColumn Column(string field, string header, CultureInfo language) => new(field, Texts.Get(header, language), CellKind.Text);
}
