using CrmAdmin.Entities;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Records.Grid.Views;

/// <summary>A view as stored.</summary>
internal sealed class GridViewRow : IEntityTypeConfiguration<GridViewRow>
{
    public string ViewId { get; set; } = "";

    /// <summary>Whose it is.</summary>
    public string ActorId { get; set; } = "";

    public string EntityId { get; set; } = "";

    public string Name { get; set; } = "";

    public bool IsDefault { get; set; }

    /// <summary>A <see cref="GridState"/> as JSON.</summary>
    public string State { get; set; } = "";

    public void Configure(EntityTypeBuilder<GridViewRow> builder)
    {
        builder.ToTable("grid_views").HasKey(v => v.ViewId);
        builder.HasIndex(v => new { v.ActorId, v.EntityId, v.Name }).IsUnique();
        builder.HasIndex(v => v.EntityId);
    }
}

/// <summary>The views of an entity go with it.</summary>
internal sealed class GridViewAttachment : IEntityAttachment
{
    public Task RemoveAsync(CrmDb db, string entityId, CancellationToken ct) =>
        db.Set<GridViewRow>().Where(v => v.EntityId == entityId).ExecuteDeleteAsync(ct);
}
