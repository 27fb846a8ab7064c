using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>What nodes share through PostgreSQL and a single process keeps in files: signatures and encryption keys.</summary>
internal static class PostgresRows
{
    /// <summary>Adds the tables to the model.</summary>
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<SignatureRow>(row =>
        {
            row.ToTable("signatures").HasKey(s => s.Signature);
            row.Property(s => s.Signature).HasColumnName("signature");
            row.Property(s => s.Date).HasColumnName("date");
            row.HasIndex(s => s.Date);
        });
        builder.Entity<ProtectionKeyRow>().ToTable("protection_keys").HasKey(k => k.Name);
    }
}

/// <summary>A signature that was accepted.</summary>
internal sealed class SignatureRow
{
    public byte[] Signature { get; set; } = [];

    public DateTime Date { get; set; }
}

/// <summary>One key of the ring that cookies, cursors, links and secrets are encrypted with.</summary>
internal sealed class ProtectionKeyRow
{
    public string Name { get; set; } = "";

    public string Xml { get; set; } = "";
}
