using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Segments;

/// <summary>A segment as stored.</summary>
internal sealed class SegmentRow : IEntityTypeConfiguration<SegmentRow>
{
    public string SegmentId { get; set; } = "";

    public string EntityId { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public string? Color { get; set; }

    /// <summary>The root group as JSON; properties stand by their ids, so that a renamed key changes nothing.</summary>
    public string Conditions { get; set; } = "";

    public string OwnerId { get; set; } = "";

    public DateTime DateCreated { get; set; }

    public DateTime DateUpdated { get; set; }

    public void Configure(EntityTypeBuilder<SegmentRow> builder)
    {
        builder.ToTable("segments").HasKey(s => s.SegmentId);
        builder.HasIndex(s => new { s.EntityId, s.SegmentId });
    }
}
