using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Imports;

/// <summary>A row of the file as it was read.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Cells">Its cells as they stand there.</param>
/// <param name="Fault">What is wrong with it as a whole; null for nothing.</param>
internal sealed record ReadRow(long Line, string[] Cells, Detail? Fault);

/// <summary>
/// Some rows of an import inside their write: which records they make, which they change, and which are rejected. A row
/// sees what the rows before it did.
/// </summary>
internal sealed class ImportChunk(
    CrmDb db, SqlDialect dialect, RecordService records, RecordFinder finder, Caller caller, ImportTargets targets, long? room, DateTime now)
{
    private readonly ImportCells cells = new(targets, caller);
    private readonly List<(RecordInput Input, object? Key)> waiting = [];
    private readonly HashSet<object> waitingKeys = [];
    private readonly Dictionary<string, Record> current = new(StringComparer.Ordinal);
    private readonly List<(Record Before, Record After)> changes = [];
    private Dictionary<object, (string RecordId, long Count)> found = [];
    private long left = room ?? long.MaxValue;

    /// <summary>The records made.</summary>
    public List<Record> Created { get; } = [];

    /// <summary>The records changed, before and after; one that was changed twice stands in it twice.</summary>
    public IReadOnlyList<(Record Before, Record After)> Changed => changes;

    /// <summary>How many rows found the record that they change.</summary>
    public int Updated { get; private set; }

    /// <summary>The rows that are neither.</summary>
    public List<RejectedRow> Rejected { get; } = [];

    /// <summary>Deals with the rows in their order.</summary>
    public async Task RunAsync(IReadOnlyList<ReadRow> rows, CancellationToken ct)
    {
        var keys = rows.Select(row => row.Fault is null && targets.Match is not null ? cells.Key(row.Cells) : null).ToList();
        await FindAsync(keys.OfType<object>().Distinct().ToList(), ct);
        for (var i = 0; i < rows.Count; i++)
        {
            var errors = new List<Detail>();
            await DealAsync(rows[i], keys[i], errors, ct);
            if (errors.Count > 0)
            {
                Rejected.Add(new RejectedRow(rows[i].Line, rows[i].Cells, errors));
            }
        }

        await MakeAsync(ct);
        await records.SaveAsync(db, caller, targets.Schema, changes, ct);
    }

    private async Task FindAsync(List<object> keys, CancellationToken ct)
    {
        if (targets.Match is not { } match)
        {
            return;
        }

        found = await RecordMatches.FindAsync(db, dialect, targets.Schema, match.Field, keys, ct);
        var recordIds = found.Values.Where(one => one.Count == 1).Select(one => one.RecordId).ToList();
        if (dialect == SqlDialect.Postgres)
        {
            await finder.FindAsync(db, recordIds, ct, hold: true);
        }

        foreach (var (recordId, record) in await RecordTable.ReadAsync(db, targets.Schema, recordIds, ct))
        {
            current[recordId] = record;
        }

        // Another writer may have deleted one before it was held.
        foreach (var (key, one) in found.Where(one => one.Value.Count == 1 && current.GetValueOrDefault(one.Value.RecordId) is not { DeletedAt: null }))
        {
            found.Remove(key);
        }
    }

    private async Task DealAsync(ReadRow row, object? key, List<Detail> errors, CancellationToken ct)
    {
        if (row.Fault is not null)
        {
            errors.Add(row.Fault);
            return;
        }

        if (key is not null && waitingKeys.Contains(key))
        {
            await MakeAsync(ct);
        }

        var match = key is null ? default : found.GetValueOrDefault(key);
        if (match.Count > 1)
        {
            errors.Add(Error("Imports.SeveralMatch", match.Count));
        }
        else if (match.Count == 1)
        {
            Change(row, current[match.RecordId], errors);
        }
        else if (targets.Match?.Field.Path == "recordId")
        {
            errors.Add(Error("Imports.NoSuchRecord"));
        }
        else
        {
            Make(row, key, errors);
        }
    }

    private void Change(ReadRow row, Record record, List<Detail> errors)
    {
        if (cells.Read(row.Cells, record, errors) is { } input)
        {
            var changed = input.Apply(record, now);
            changes.Add((record, changed));
            current[record.RecordId] = changed;
            Updated++;
        }
    }

    private void Make(ReadRow row, object? key, List<Detail> errors)
    {
        if (cells.Read(row.Cells, null, errors) is not { } input)
        {
            return;
        }

        if (left == 0)
        {
            errors.Add(new Detail("", "Records.QuotaExceeded"));
            return;
        }

        left--;
        waiting.Add((input, key));
        if (key is not null)
        {
            waitingKeys.Add(key);
        }
    }

    /// <summary>Makes the records that wait; from here on rows with their keys find them.</summary>
    private async Task MakeAsync(CancellationToken ct)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var made = await records.InsertAsync(db, caller, targets.Schema, [.. waiting.Select(one => one.Input)], ct);
        Created.AddRange(made);
        foreach (var (record, key) in made.Zip(waiting, (record, one) => (record, one.Key)))
        {
            current[record.RecordId] = record;
            if (key is not null)
            {
                found[key] = (record.RecordId, 1);
            }
        }

        waiting.Clear();
        waitingKeys.Clear();
    }

    private Detail Error(string key, params object?[] args) => new(targets.Match!.Header, key, args);
}
