using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Imports.Reading;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Imports;

/// <summary>Tells, before a run, what the file holds and what the run would do with its first rows. Writes nothing.</summary>
internal sealed class ImportTrials(
    Store store, EntityCatalog catalog, ImportRegister register, ImportFolder folder, PlanService plan, WorkspaceSettings workspace)
{
    /// <summary>
    /// What stands in the file, as its upload answered, for a person: nothing is suggested that he is not offered. 404 for an
    /// unknown import, 409 where it has run.
    /// </summary>
    public async Task<ImportPreview> PreviewAsync(Caller caller, string importId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await register.FindAsync(caller, importId, ct);
        var schema = await catalog.GetAsync(import.EntityId, ct);
        using var rows = Open(import, ct);
        var samples = new ColumnSamples(rows.Headers);
        for (var count = 0; count < Limits.BulkItems && !samples.IsFull && rows.Read(); count++)
        {
            if (rows.Fault is null)
            {
                samples.Add(rows.Cells);
            }
        }

        return new ImportPreview(importId, import.Rows, samples.Columns, HeaderGuess.Suggest(schema.Shown, samples.Columns));
    }

    /// <summary>
    /// What a run would do with the first <see cref="Limits.BulkItems"/> rows. 400 names what is wrong in the request, 403 a
    /// masked field that the caller may not match on, 404 an unknown import, 409 one that has run.
    /// </summary>
    public async Task<ImportTrial> TryAsync(Caller caller, string importId, ImportRequest request, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await register.FindAsync(caller, importId, ct);
        var targets = ImportTargets.Read(caller, request, import.HeaderCells, await catalog.GetAsync(import.EntityId, ct), workspace);
        using var rows = Open(import, ct);
        var read = new List<ReadRow>(Limits.BulkItems);
        while (read.Count < Limits.BulkItems && rows.Read())
        {
            read.Add(new ReadRow(rows.Line, rows.Cells, rows.Fault));
        }

        return new ImportTrial(await store.SnapshotAsync(db => TryAsync(db, caller, targets, read, ct), ct), read.Count == import.Rows);
    }

    private ImportRows Open(ImportRow import, CancellationToken ct)
    {
        try
        {
            return import.JobId is null
                ? new ImportRows(folder.RowsOf(import.ImportId), import.IsSheet, ct)
                : throw new CrmException(ErrorCode.Conflict, "Imports.RunAlready");
        }
        catch (IOException)
        {
            throw CrmException.NotFound(import.ImportId);
        }
    }

    private async Task<IReadOnlyList<TrialRow>> TryAsync(CrmDb db, Caller caller, ImportTargets targets, List<ReadRow> rows, CancellationToken ct)
    {
        var cells = new ImportCells(targets, caller);
        var keys = rows.Select(row => row.Fault is null ? cells.Key(row.Cells) : null).ToList();
        var found = await FindAsync(db, targets, [.. keys.OfType<object>().Distinct()], ct);
        var records = await RecordTable.ReadAsync(db, targets.Schema, [.. found.Values.Where(one => one.Count == 1).Select(one => one.RecordId)], ct);
        var trial = new TrialRun(cells, targets, found, records, await plan.RecordsLeftAsync(db, ct) ?? long.MaxValue);
        return [.. rows.Select((row, i) => trial.Deal(row, keys[i]))];
    }

    private Task<Dictionary<object, (string RecordId, long Count)>> FindAsync(CrmDb db, ImportTargets targets, object[] keys, CancellationToken ct) =>
        targets.Match is { } match
            ? RecordMatches.FindAsync(db, store.Dialect, targets.Schema, match.Field, keys, ct)
            : Task.FromResult(new Dictionary<object, (string, long)>());
}
