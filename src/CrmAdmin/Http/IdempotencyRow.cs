using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Http;

/// <summary>How far the first request under an idempotency key has come.</summary>
internal enum IdempotencyState
{
    /// <summary>It runs, and has written nothing yet.</summary>
    Running,

    /// <summary>What it wrote is on the disk; its answer is not there yet.</summary>
    Written,

    /// <summary>Its answer is remembered.</summary>
    Answered,
}

/// <summary>A request that was made under an idempotency key.</summary>
internal sealed class IdempotencyRow : IEntityTypeConfiguration<IdempotencyRow>
{
    /// <summary>Hash of credential, method, path and key.</summary>
    public string Scope { get; set; } = "";

    public string BodyHash { get; set; } = "";

    public IdempotencyState State { get; set; }

    /// <summary>The process that runs it.</summary>
    public string Process { get; set; } = "";

    /// <summary>Renewed while it runs; past it the process is gone.</summary>
    public DateTime LeaseUntil { get; set; }

    public DateTime DateCreated { get; set; }

    public int Status { get; set; }

    public string? Location { get; set; }

    public string? ETag { get; set; }

    /// <summary>The answer's body, encrypted: it may hold what a caller may see and the disk may not.</summary>
    public byte[]? Body { get; set; }

    public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(r => r.Scope);
        builder.HasIndex(r => r.DateCreated);
    }
}
