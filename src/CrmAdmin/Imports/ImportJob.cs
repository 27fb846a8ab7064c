using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Imports;

/// <summary>
/// The run of an import. What is done is written in the transactions that do it, so that a run which goes on after a kill
/// begins exactly behind the last row that was dealt with.
/// </summary>
internal sealed class ImportJob : JobRow, IEntityTypeConfiguration<ImportJob>
{
    public int ImportNumber { get; set; }

    public string EntityId { get; set; } = "";

    /// <summary>The <see cref="ImportRequest"/> as JSON.</summary>
    public string Request { get; set; } = "";

    /// <summary>Rows dealt with.</summary>
    public long Done { get; set; }

    /// <summary>Rows that became records.</summary>
    public long Created { get; set; }

    /// <summary>Rows whose record was there already.</summary>
    public long Updated { get; set; }

    /// <summary>Rows that stand in the rejects file.</summary>
    public long Rejected { get; set; }

    /// <summary>The run whose rejects file counts; 0 while there is none.</summary>
    public long RejectsRun { get; set; }

    /// <summary>How much of that file counts.</summary>
    public long RejectsBytes { get; set; }

    /// <summary>What was asked for.</summary>
    public ImportRequest Asked => JsonSerializer.Deserialize<ImportRequest>(Request, Json.Options)!;

    public void Configure(EntityTypeBuilder<ImportJob> builder)
    {
        Configure(builder, "import_jobs");
        builder.HasIndex(j => j.ImportNumber).IsUnique();
        builder.Ignore(j => j.Asked);
    }
}
