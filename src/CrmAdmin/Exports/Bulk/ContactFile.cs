using CrmAdmin.Exports.Writing;
using CrmAdmin.Jobs;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Writes contacts, newest first: the columns of a record export, and in v2 the event summaries.</summary>
internal sealed class ContactFile(
    BulkContacts contacts, SelectionReader selections, WorkspaceSettings workspace, ExportSnapshot snapshot, ExportRecords records, Store store)
{
    /// <summary>Writes the whole CSV and leaves <paramref name="target"/> open. Gives what it wrote, and whether some column is masked.</summary>
    public async Task<(ExportLayout Layout, bool IsMasked)> WriteAsync(BulkExportJob row, BulkExportRequest request, JobRun run, Stream target)
    {
        var asked = new ExportRequest
        {
            EntityId = (await contacts.EntityAsync(run.Token)).EntityId,
            Format = "csv",
            SegmentId = request.Filters.SegmentId,
            Delimiter = request.Delimiter,
            DateFormat = request.DateFormat,
        };
        var plan = await ExportPlan.MakeAsync(selections, workspace, row.Asker, asked, row.Culture(), run.Token);
        return await snapshot.ReadAsync(
            async db =>
            {
                var types = request.IsWide ? await EventSummaries.TypesAsync(db, plan.Set, store.Dialect, run.Token) : null;
                var wide = types is null ? plan : EventSummaries.Added(plan, types, row.Culture());
                using var writer = new CsvWriter(wide.Layout, target);
                await records.ReadAsync(
                    db, wide, null, (total, rows) => writer.WriteAllAsync(types is null ? rows : new SummaryRows(rows, plan.Columns.Count, types), total, run), run.Token);
                return (wide.Layout, plan.IsMasked);
            },
            run.Token);
    }
}
