using System.Globalization;
using CrmAdmin.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Waits for its turn.</summary>
    Pending,

    /// <summary>Runs.</summary>
    Processing,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Given up; the row says why.</summary>
    Failed,

    /// <summary>Stopped by somebody.</summary>
    Canceled,
}

/// <summary>
/// What every job of long work keeps. The row is the truth about the job: it is written in the request's own transaction,
/// and what the scheduler remembers may be lost without harm.
/// </summary>
public abstract class JobRow
{
    /// <summary>The job's name to callers, a UUID.</summary>
    public string JobId { get; set; } = "";

    public JobStatus Status { get; set; }

    /// <summary>Rows done.</summary>
    public long Progress { get; set; }

    /// <summary>Rows to do; 0 until the run has counted them.</summary>
    public long Total { get; set; }

    /// <summary>Rises with every run and every decision about the job. A run that holds an older one has lost its right to write.</summary>
    public long Fence { get; set; }

    /// <summary>Until when the present run is believed to be alive; it is renewed while it runs.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Runs that ended with an error.</summary>
    public int Failures { get; set; }

    /// <summary>Runs that were begun, those that a kill cut short included.</summary>
    public int Starts { get; set; }

    /// <summary>When the next try may begin after a failure.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>Why it failed, as <see cref="JobFailure"/> keeps it.</summary>
    public string? Error { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>When the last run began.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>When it was completed, failed or canceled.</summary>
    public DateTime? FinishedAt { get; set; }

    public string ActorId { get; set; } = "";

    public ActorKind ActorKind { get; set; }

    public string ActorName { get; set; } = "";

    /// <summary>The asker's role when he asked; the run masks by it.</summary>
    public Role Role { get; set; }

    public string RequestId { get; set; } = "";

    /// <summary>ko or en: the language of what the job writes for people.</summary>
    public string Language { get; set; } = "";

    /// <summary>Whether nothing more will happen to it.</summary>
    public bool IsOver => Status is JobStatus.Completed or JobStatus.Failed or JobStatus.Canceled;

    /// <summary>Whoever asked, as he was when he asked.</summary>
    public Caller Asker => new(ActorId, ActorKind, ActorName, Role, RequestId);

    /// <summary>The culture of <see cref="Language"/>.</summary>
    public CultureInfo Culture() => CultureInfo.GetCultureInfo(Language);

    /// <summary>Why its last run failed, in words; null where it did not.</summary>
    public string? Failure(CultureInfo culture) => Error is null ? null : JobFailure.Say(Error, culture);

    /// <summary>Begins the row for a caller.</summary>
    public void AskedBy(Caller caller, string language, DateTime now)
    {
        (JobId, ActorId, ActorKind, ActorName) = (Guid.NewGuid().ToString(), caller.ActorId, caller.Kind, caller.Name);
        (Role, RequestId, Language, CreatedAt) = (caller.Role, caller.RequestId, language, now);
    }

    /// <summary>Ends the job, whatever its run is doing.</summary>
    public void End(JobStatus status, DateTime now)
    {
        (Status, FinishedAt, LeaseUntil, NotBefore) = (status, now, null, null);
        Fence++;
    }

    /// <summary>What a kind's own configuration calls first.</summary>
    internal static void Configure<TRow>(EntityTypeBuilder<TRow> builder, string table)
        where TRow : JobRow
    {
        builder.ToTable(table).HasKey(j => j.JobId);
        builder.Property(j => j.Fence).IsConcurrencyToken();
        builder.Ignore(j => j.IsOver);
        builder.Ignore(j => j.Asker);
        builder.HasIndex(j => j.Status);
        builder.HasIndex(j => j.CreatedAt);
    }
}
