using System.Text.Json;
using CrmAdmin.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Exports.Bulk;

/// <summary>An export of contacts or activities: what was asked for, how far it is, and what became of it.</summary>
internal sealed class BulkExportJob : ExportFileRow, IEntityTypeConfiguration<BulkExportJob>
{
    /// <summary>The <see cref="BulkExportRequest"/> as JSON.</summary>
    public string Request { get; set; } = "";

    /// <summary>What was asked for.</summary>
    public BulkExportRequest Asked => JsonSerializer.Deserialize<BulkExportRequest>(Request, Json.Options)!;

    public void Configure(EntityTypeBuilder<BulkExportJob> builder)
    {
        ConfigureFile(builder, "bulk_export_jobs");
        builder.Ignore(j => j.Asked);
    }
}
