using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Records.Grid;

/// <summary>One person's columns of one entity.</summary>
internal sealed class GridLayoutRow : IEntityTypeConfiguration<GridLayoutRow>
{
    public string ActorId { get; set; } = "";

    public string EntityId { get; set; } = "";

    /// <summary>A <see cref="GridLayout"/> as JSON.</summary>
    public string Layout { get; set; } = "";

    public void Configure(EntityTypeBuilder<GridLayoutRow> builder) =>
        builder.ToTable("grid_layouts").HasKey(r => new { r.ActorId, r.EntityId });
}

/// <summary>A condition tree that is too long for an address.</summary>
internal sealed class ConditionLinkRow : IEntityTypeConfiguration<ConditionLinkRow>
{
    /// <summary>The first 32 hexadecimal digits of the tree's SHA-256.</summary>
    public string Link { get; set; } = "";

    public string Conditions { get; set; } = "";

    public DateTime DateCreated { get; set; }

    public void Configure(EntityTypeBuilder<ConditionLinkRow> builder) =>
        builder.ToTable("condition_links").HasKey(r => r.Link);
}
