using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Entities;

/// <summary>An entity as stored. <see cref="Number"/> names its table and is never used again.</summary>
internal sealed class EntityRow : IEntityTypeConfiguration<EntityRow>
{
    public int Number { get; set; }

    public string EntityId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Slug { get; set; } = "";

    public string? Description { get; set; }

    public DateTime DateCreated { get; set; }

    public DateTime DateUpdated { get; set; }

    /// <summary>A removed entity's row stays so that its number stays taken.</summary>
    public bool IsRemoved { get; set; }

    public void Configure(EntityTypeBuilder<EntityRow> builder)
    {
        builder.ToTable("entities").HasKey(e => e.Number);
        builder.HasIndex(e => e.EntityId).IsUnique();
        builder.HasIndex(e => e.Name).IsUnique().HasFilter("\"IsRemoved\" = " + CatalogFilter.False);
        builder.HasIndex(e => e.Slug).IsUnique().HasFilter("\"IsRemoved\" = " + CatalogFilter.False);
        builder.Property(e => e.IsRemoved).HasConversion<int>();
    }
}

/// <summary>A property as stored. <see cref="Number"/> names its column and is never used again.</summary>
internal sealed class PropertyRow : IEntityTypeConfiguration<PropertyRow>
{
    public int Number { get; set; }

    public string PropertyId { get; set; } = "";

    public int EntityNumber { get; set; }

    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public FieldType FieldType { get; set; }

    /// <summary>The options as JSON, in their order.</summary>
    public string Options { get; set; } = "[]";

    public bool IsMasked { get; set; }

    public bool IsHidden { get; set; }

    public string? Description { get; set; }

    /// <summary>Display order; ties by number.</summary>
    public int Position { get; set; }

    public DateTime DateCreated { get; set; }

    public DateTime DateUpdated { get; set; }

    /// <summary>Out of the catalogue at once when removed; the collector empties the column later. The row keeps its number taken.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>Whether the values of a removed property are gone.</summary>
    public bool IsEmptied { get; set; }

    /// <summary>When the index in the property's own order last served a search; null where it has none.</summary>
    public DateTime? OrderUsed { get; set; }

    public void Configure(EntityTypeBuilder<PropertyRow> builder)
    {
        builder.ToTable("properties").HasKey(p => p.Number);
        builder.HasIndex(p => p.PropertyId).IsUnique();
        builder.HasIndex(p => new { p.EntityNumber, p.Key }).IsUnique().HasFilter("\"RemovedAt\" IS NULL");
        builder.HasIndex(p => new { p.EntityNumber, p.Name }).IsUnique().HasFilter("\"RemovedAt\" IS NULL");
        builder.HasOne<EntityRow>().WithMany().HasForeignKey(p => p.EntityNumber).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>One row that counts the catalogue's changes, so that each node sees those of the others.</summary>
internal sealed class CatalogVersionRow : IEntityTypeConfiguration<CatalogVersionRow>
{
    public int Id { get; set; }

    public long Version { get; set; }

    public void Configure(EntityTypeBuilder<CatalogVersionRow> builder)
    {
        builder.ToTable("catalog_version").HasKey(v => v.Id);
        builder.HasData(new CatalogVersionRow { Id = 1, Version = 0 });
    }
}

internal static class CatalogFilter
{
    /// <summary>Booleans of the catalogue's filtered indexes are stored as integers so that both engines take one text.</summary>
    public const string False = "0";
}
