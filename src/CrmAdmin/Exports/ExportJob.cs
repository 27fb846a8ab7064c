using System.Text.Json;
using CrmAdmin.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Exports;

/// <summary>An export of records: what was asked for, how far it is, and what became of it.</summary>
internal sealed class ExportJob : ExportFileRow, IEntityTypeConfiguration<ExportJob>
{
    public string EntityId { get; set; } = "";

    /// <summary>The entity's name when it was asked for.</summary>
    public string EntityName { get; set; } = "";

    public ExportFormat Format { get; set; }

    /// <summary>The <see cref="ExportRequest"/> as JSON.</summary>
    public string Request { get; set; } = "";

    /// <summary>Whether it was made while the caller waited.</summary>
    public bool IsSync { get; set; }

    /// <summary>Excel cells whose text was cut at what a cell can hold.</summary>
    public long CutCells { get; set; }

    /// <summary>What was asked for.</summary>
    public ExportRequest Asked => JsonSerializer.Deserialize<ExportRequest>(Request, Json.Options)!;

    public void Configure(EntityTypeBuilder<ExportJob> builder)
    {
        ConfigureFile(builder, "export_jobs");
        builder.Ignore(j => j.Asked);
    }
}
