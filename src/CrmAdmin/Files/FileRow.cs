using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Files;

/// <summary>Where a file stands between its upload and its removal.</summary>
internal enum FileState
{
    /// <summary>Its bytes are being written. A row stands before the first of them, so that none is ever without one.</summary>
    Arriving,

    /// <summary>It is whole.</summary>
    Kept,

    /// <summary>It is gone for callers; its bytes are about to be removed.</summary>
    Leaving,
}

/// <summary>An uploaded file. Its bytes lie in <see cref="FileFolder"/>.</summary>
internal sealed class FileRow : IEntityTypeConfiguration<FileRow>
{
    public string FileId { get; set; } = "";

    /// <summary>As <see cref="FileName"/> cleaned it.</summary>
    public string Name { get; set; } = "";

    /// <summary>As <see cref="FileKind"/> found it in the bytes.</summary>
    public string MimeType { get; set; } = "";

    /// <summary>In bytes.</summary>
    public long Size { get; set; }

    public FileState State { get; set; }

    /// <summary>Since when no record holds it; null while one does.</summary>
    public DateTime? UnheldSince { get; set; }

    public void Configure(EntityTypeBuilder<FileRow> builder)
    {
        builder.ToTable("files").HasKey(f => f.FileId);
        builder.HasIndex(f => f.UnheldSince).HasFilter("\"UnheldSince\" IS NOT NULL");
    }
}

/// <summary>That a record, live or in the trash, holds a file in a property. Written with the record, in its transaction.</summary>
internal sealed class FileUseRow : IEntityTypeConfiguration<FileUseRow>
{
    public string FileId { get; set; } = "";

    public string RecordId { get; set; } = "";

    public int PropertyNumber { get; set; }

    public void Configure(EntityTypeBuilder<FileUseRow> builder)
    {
        builder.ToTable("file_uses").HasKey(u => new { u.FileId, u.RecordId, u.PropertyNumber });
        builder.HasIndex(u => new { u.RecordId, u.PropertyNumber });
        builder.HasIndex(u => u.PropertyNumber);
    }
}
