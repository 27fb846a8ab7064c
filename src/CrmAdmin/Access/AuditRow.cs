using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Access;

/// <summary>One entry of the audit log. Nothing changes or deletes it.</summary>
internal sealed class AuditRow : IEntityTypeConfiguration<AuditRow>
{
    public long AuditId { get; set; }

    public DateTime At { get; set; }

    public string ActorId { get; set; } = "";

    public string ActorName { get; set; } = "";

    public ActorKind ActorKind { get; set; }

    public string Action { get; set; } = "";

    public string? EntityId { get; set; }

    public string? RecordId { get; set; }

    /// <summary>The entity of the record at the other end of an act between two; null where there is none.</summary>
    public string? OtherEntityId { get; set; }

    /// <summary>The record at the other end; null where there is none, or it is <see cref="RecordId"/> itself.</summary>
    public string? OtherRecordId { get; set; }

    /// <summary>The changes as a JSON array; null where the action says it all.</summary>
    public string? Changes { get; set; }

    public string RequestId { get; set; } = "";

    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_log").HasKey(a => a.AuditId);
        builder.HasIndex(a => a.At);
        builder.HasIndex(a => new { a.RecordId, a.AuditId }).HasFilter("\"RecordId\" IS NOT NULL");
        builder.HasIndex(a => new { a.OtherRecordId, a.AuditId }).HasFilter("\"OtherRecordId\" IS NOT NULL");
    }
}
