using CrmAdmin.Http;

namespace CrmAdmin.Imports;

/// <summary>What a run would do with a row.</summary>
public enum TrialOutcome
{
    /// <summary>Make a record of it.</summary>
    Create,

    /// <summary>Change a record by it.</summary>
    Update,

    /// <summary>Put it into the rejects file.</summary>
    Reject,
}

/// <summary>A row of the file, and what a run would do with it.</summary>
/// <param name="Line">Where it begins in the file; the header is 1.</param>
/// <param name="Cells">Its cells as they stand there.</param>
/// <param name="Outcome">What would become of it.</param>
/// <param name="RecordName">The record that it would change, where it is there already.</param>
/// <param name="Errors">Why it would be rejected, each by its column's header; empty for the row as a whole.</param>
public sealed record TrialRow(long Line, IReadOnlyList<string> Cells, TrialOutcome Outcome, string? RecordName, IReadOnlyList<Detail> Errors);

/// <summary>The first rows of a file as a run would take them.</summary>
/// <param name="Rows">The rows, in the file's order.</param>
/// <param name="IsWhole">Whether the file has no more.</param>
public sealed record ImportTrial(IReadOnlyList<TrialRow> Rows, bool IsWhole)
{
    /// <summary>How many would end so.</summary>
    public int Count(TrialOutcome outcome) => Rows.Count(row => row.Outcome == outcome);
}
