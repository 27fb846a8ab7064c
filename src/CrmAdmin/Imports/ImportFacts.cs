using CrmAdmin.Entities;
using CrmAdmin.Jobs;

namespace CrmAdmin.Imports;

/// <summary>An import as its page and the list of imports show it.</summary>
/// <param name="ImportId">CRMIM1… identifier.</param>
/// <param name="FileName">What the sender called the file.</param>
/// <param name="IsSheet">Whether it is a workbook.</param>
/// <param name="Entity">What its rows become; null where that entity is gone.</param>
/// <param name="UploadedAt">When the file arrived, UTC.</param>
/// <param name="State">How it stands.</param>
public sealed record ImportFacts(string ImportId, string FileName, bool IsSheet, EntitySchema? Entity, DateTime UploadedAt, ImportState State)
{
    /// <summary>Whether somebody has asked for its run.</summary>
    public bool HasRun { get; init; }

    /// <summary>Who asked for the run; null before.</summary>
    public string? AskedBy { get; init; }

    /// <summary>When the run began, UTC; null before.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>When it was over, UTC; null before.</summary>
    public DateTime? FinishedAt { get; init; }

    /// <summary>Whether an undo was begun.</summary>
    public bool IsUndone { get; init; }

    /// <summary>How far the undo is; null where none was begun, and in the list.</summary>
    public ImportUndone? Undo { get; init; }

    /// <summary>Whether it waits for its turn or runs.</summary>
    public bool IsUnderWay => HasRun && State.Status is JobStatus.Pending or JobStatus.Processing;

    internal static ImportFacts Of(ImportRow import, ImportJob? job, EntitySchema? entity) =>
        new(import.ImportId, import.FileName, import.IsSheet, entity, import.CreatedAt, ImportState.Of(import, job))
        {
            HasRun = job is not null,
            AskedBy = job?.ActorName,
            StartedAt = job?.StartedAt,
            FinishedAt = job?.FinishedAt,
            IsUndone = import.UndoneAt is not null,
        };
}

/// <summary>How far the undo of an import is, in records.</summary>
/// <param name="At">When it last went on, UTC.</param>
/// <param name="Left">Not dealt with yet.</param>
/// <param name="Removed">In the trash now.</param>
/// <param name="Reverted">As they were before.</param>
/// <param name="Kept">Changed since, and left as they are.</param>
/// <param name="Gone">Deleted by somebody else already.</param>
/// <param name="KeptIds">The first of those kept.</param>
public sealed record ImportUndone(DateTime At, long Left, long Removed, long Reverted, long Kept, long Gone, IReadOnlyList<string> KeptIds)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>All the records that the import made or changed.</summary>
    public long Total => Left + Removed + Reverted + Kept + Gone;

    /// <summary>Whether it goes on at an instant. One that has been silent for long has broken off, and can be taken up again.</summary>
    public bool GoesOn(DateTime now) => Left > 0 && now - At < Silence;
}
