using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Relations;

/// <summary>A kind of relation as stored.</summary>
internal sealed class RelationTypeRow : IEntityTypeConfiguration<RelationTypeRow>
{
    public string RelationTypeId { get; set; } = "";

    public string Name { get; set; } = "";

    public string? ReverseName { get; set; }

    public string FromEntityId { get; set; } = "";

    public string ToEntityId { get; set; } = "";

    public DateTime DateCreated { get; set; }

    public DateTime DateUpdated { get; set; }

    public void Configure(EntityTypeBuilder<RelationTypeRow> builder) =>
        builder.ToTable("relation_types").HasKey(t => t.RelationTypeId);
}

/// <summary>One record related to another, as stored.</summary>
internal sealed class RelationRow : IEntityTypeConfiguration<RelationRow>
{
    public string RelationId { get; set; } = "";

    public string RelationTypeId { get; set; } = "";

    public string FromRecordId { get; set; } = "";

    public string ToRecordId { get; set; } = "";

    public DateTime DateCreated { get; set; }

    public void Configure(EntityTypeBuilder<RelationRow> builder)
    {
        builder.ToTable("relations").HasKey(r => r.RelationId);
        builder.HasIndex(r => new { r.RelationTypeId, r.FromRecordId, r.ToRecordId }).IsUnique();
        builder.HasIndex(r => new { r.FromRecordId, r.RelationId });
        builder.HasIndex(r => new { r.ToRecordId, r.RelationId });
        builder.HasOne<RelationTypeRow>().WithMany().HasForeignKey(r => r.RelationTypeId).OnDelete(DeleteBehavior.Restrict);
    }
}
