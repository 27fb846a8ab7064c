using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Activities;

/// <summary>An activity as stored.</summary>
internal sealed class ActivityRow : IEntityTypeConfiguration<ActivityRow>
{
    public long Number { get; set; }

    public string ActivityId { get; set; } = "";

    public string RecordId { get; set; } = "";

    /// <summary>The number of the record's entity.</summary>
    public int EntityNumber { get; set; }

    public string Type { get; set; } = "";

    public DateTime At { get; set; }

    public string? Source { get; set; }

    /// <summary>A JSON object; null for none.</summary>
    public string? Payload { get; set; }

    public void Configure(EntityTypeBuilder<ActivityRow> builder)
    {
        builder.ToTable("activities").HasKey(a => a.Number);
        builder.HasIndex(a => a.ActivityId).IsUnique();

        // The type stands last, so that a filter on it and a recount read the index alone.
        builder.HasIndex(a => new { a.RecordId, a.At, a.ActivityId, a.Type });
        builder.HasIndex(a => new { a.EntityNumber, a.At, a.ActivityId });
        builder.HasIndex(a => new { a.EntityNumber, a.Type, a.At, a.ActivityId });
    }
}

/// <summary>How many activities of one type a record has. Written with every activity, in its transaction.</summary>
internal sealed class EventSummaryRow : IEntityTypeConfiguration<EventSummaryRow>
{
    public string RecordId { get; set; } = "";

    public string Type { get; set; } = "";

    public long Count { get; set; }

    public DateTime FirstAt { get; set; }

    public DateTime LastAt { get; set; }

    public void Configure(EntityTypeBuilder<EventSummaryRow> builder) =>
        builder.ToTable("event_summaries").HasKey(s => new { s.RecordId, s.Type });
}
