using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Exports;

/// <summary>An export: what was asked for, how far it is, and what became of it.</summary>
internal sealed class ExportJob : JobRow, IEntityTypeConfiguration<ExportJob>
{
    public string EntityId { get; set; } = "";

    /// <summary>The entity's name when it was asked for.</summary>
    public string EntityName { get; set; } = "";

    public ExportFormat Format { get; set; }

    /// <summary>The <see cref="ExportRequest"/> as JSON.</summary>
    public string Request { get; set; } = "";

    /// <summary>The condition in words.</summary>
    public string Sentence { get; set; } = "";

    /// <summary>The columns' headers as a JSON array.</summary>
    public string Columns { get; set; } = "[]";

    /// <summary>Whether some column was masked for the asker.</summary>
    public bool IsMasked { get; set; }

    /// <summary>Whether it was made while the caller waited.</summary>
    public bool IsSync { get; set; }

    /// <summary>The file in the exports' folder; null until it is whole.</summary>
    public string? FileName { get; set; }

    /// <summary>The name the file is downloaded under.</summary>
    public string DownloadName { get; set; } = "";

    /// <summary>Size of the file.</summary>
    public long Bytes { get; set; }

    /// <summary>64 hex digits over the file.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Excel cells whose text was cut at what a cell can hold.</summary>
    public long CutCells { get; set; }

    /// <summary>From when on it is gone, given when it ended.</summary>
    public DateTime? Expires => FinishedAt + (Status == JobStatus.Failed ? ExportOptions.FailedLife : ExportOptions.CompletedLife);

    /// <summary>What was asked for.</summary>
    public ExportRequest Asked => JsonSerializer.Deserialize<ExportRequest>(Request, Json.Options)!;

    /// <summary>
    /// Known to whoever asked and to ADMIN. A file with unmasked values stays shut to an asker who has since lost the role for it.
    /// </summary>
    public bool IsKnownTo(Caller caller, DateTime now)
    {
        var own = ActorId == caller.ActorId && ActorKind == caller.Kind && (caller.SeesMasked || !Asker.SeesMasked);
        return (own || caller.SeesMasked) && !(Expires <= now);
    }

    public void Configure(EntityTypeBuilder<ExportJob> builder)
    {
        Configure(builder, "export_jobs");
        builder.Ignore(j => j.Expires);
        builder.Ignore(j => j.Asked);
        builder.HasIndex(j => new { j.ActorId, j.CreatedAt });
    }
}
