using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Imports;

/// <summary>An uploaded file that is to become records. Its bytes lie in <see cref="ImportFolder"/> until its run is over.</summary>
internal sealed class ImportRow : IEntityTypeConfiguration<ImportRow>
{
    public int Number { get; set; }

    public string ImportId { get; set; } = "";

    public string EntityId { get; set; } = "";

    /// <summary>What the sender called the file, cleaned.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Whether it was a workbook, of which a <see cref="Reading.SheetFile"/> is kept.</summary>
    public bool IsSheet { get; set; }

    /// <summary>Rows behind the header.</summary>
    public long Rows { get; set; }

    /// <summary>The header's cells as a JSON array.</summary>
    public string Headers { get; set; } = "[]";

    public DateTime CreatedAt { get; set; }

    public string ActorId { get; set; } = "";

    public ActorKind ActorKind { get; set; }

    /// <summary>Its one run; null until it is asked for.</summary>
    public string? JobId { get; set; }

    /// <summary>When the undo last went on; writing it makes two undos wait for each other.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <summary>The header's cells.</summary>
    public string[] HeaderCells => JsonSerializer.Deserialize<string[]>(Headers, Json.Options)!;

    /// <summary>Known to whoever sent it and to ADMIN: it may hold values that others see masked.</summary>
    public bool IsKnownTo(Caller caller) => caller.SeesMasked || (ActorId == caller.ActorId && ActorKind == caller.Kind);

    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        builder.ToTable("imports").HasKey(i => i.Number);
        builder.HasIndex(i => i.ImportId).IsUnique();
        builder.HasIndex(i => i.CreatedAt);
        builder.Property(i => i.JobId).IsConcurrencyToken();
        builder.Ignore(i => i.HeaderCells);
    }
}
