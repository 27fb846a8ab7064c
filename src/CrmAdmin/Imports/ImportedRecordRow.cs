using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Imports;

/// <summary>What became of a record when its import was undone.</summary>
internal enum UndoOutcome
{
    /// <summary>Not dealt with yet.</summary>
    None,

    /// <summary>The import had made it; it is in the trash.</summary>
    Removed,

    /// <summary>The import had changed it; it is as it was.</summary>
    Reverted,

    /// <summary>It was changed since, and stays.</summary>
    Kept,

    /// <summary>Somebody else had deleted it already.</summary>
    Gone,
}

/// <summary>A record that an import made or changed, with what its undo needs.</summary>
internal sealed class ImportedRecordRow : IEntityTypeConfiguration<ImportedRecordRow>
{
    public int ImportNumber { get; set; }

    public string RecordId { get; set; } = "";

    /// <summary>The version that the import left; a record of another one was changed since.</summary>
    public long Version { get; set; }

    /// <summary>The fields that the import changed as they were before, a JSON object; null where it made the record.</summary>
    public string? Before { get; set; }

    public UndoOutcome Outcome { get; set; }

    public void Configure(EntityTypeBuilder<ImportedRecordRow> builder) =>
        builder.ToTable("import_records").HasKey(r => new { r.ImportNumber, r.RecordId });
}
