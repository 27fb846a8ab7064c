using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Imports;

/// <summary>Deals with rows as <see cref="ImportChunk"/> does, and only says what it would do. A row sees the rows before it.</summary>
/// <param name="cells">Reads the rows' cells.</param>
/// <param name="targets">Where they go.</param>
/// <param name="found">By key one record that has it, and how many there are.</param>
/// <param name="records">Those that are the only one.</param>
/// <param name="left">How many records the plan has room for.</param>
internal sealed class TrialRun(
    ImportCells cells, ImportTargets targets, Dictionary<object, (string RecordId, long Count)> found, Dictionary<string, Record> records, long left)
{
    private readonly HashSet<object> made = [];

    /// <summary>What a run would do with the next row.</summary>
    public TrialRow Deal(ReadRow row, object? key)
    {
        var (known, count) = key is null ? default : found.GetValueOrDefault(key);
        if (row.Fault is not null)
        {
            return Rejected(row, row.Fault);
        }

        if (count > 1)
        {
            return Rejected(row, new Detail(targets.Match!.Header, "Imports.SeveralMatch", count));
        }

        if (count == 0 && targets.Match?.Field.Path == "recordId")
        {
            return Rejected(row, new Detail(targets.Match.Header, "Imports.NoSuchRecord"));
        }

        return Read(row, key, count == 1 ? records.GetValueOrDefault(known) : null);
    }

    private TrialRow Read(ReadRow row, object? key, Record? existing)
    {
        var errors = new List<Detail>();
        var isAgain = existing is null && key is not null && made.Contains(key);
        cells.Read(row.Cells, existing, errors);
        if (isAgain)
        {
            // The record that a row before it makes has its name already.
            errors.RemoveAll(error => error.Key == "Records.NameNeeded");
        }

        if (errors.Count == 0 && existing is null && !isAgain && left-- <= 0)
        {
            errors.Add(new Detail("", "Records.QuotaExceeded"));
        }

        if (errors.Count > 0)
        {
            return Rejected(row, [.. errors]);
        }

        if (key is not null && existing is null)
        {
            made.Add(key);
        }

        return new TrialRow(row.Line, row.Cells, existing is null && !isAgain ? TrialOutcome.Create : TrialOutcome.Update, existing?.Name, []);
    }

    private static TrialRow Rejected(ReadRow row, params Detail[] errors) => new(row.Line, row.Cells, TrialOutcome.Reject, null, errors);
}
