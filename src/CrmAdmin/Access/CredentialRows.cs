using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Access;

/// <summary>What API keys and personal access tokens have in common.</summary>
internal abstract class CredentialRow
{
    /// <summary>32 hexadecimal digits that ascend with time.</summary>
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public Role Role { get; set; }

    public bool IsDisabled { get; set; }

    public DateTime DateCreated { get; set; }

    public DateTime? LastUsedAt { get; set; }
}

/// <summary>An API key as stored; its secret is encrypted, since signatures must be computed with it.</summary>
internal sealed class ApiKeyRow : CredentialRow, IEntityTypeConfiguration<ApiKeyRow>
{
    public string ApiKey { get; set; } = "";

    public string ProtectedSecret { get; set; } = "";

    /// <summary>Whether only requests signed by HMAC-SHA256-V2 are taken.</summary>
    public bool RequiresV2 { get; set; }

    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_keys").HasKey(k => k.Id);
        builder.Property(k => k.Id).HasColumnName("ApiKeyId");
        builder.HasIndex(k => k.ApiKey).IsUnique();
    }
}

/// <summary>A personal access token as stored: a hash of it.</summary>
internal sealed class TokenRow : CredentialRow, IEntityTypeConfiguration<TokenRow>
{
    public string Hash { get; set; } = "";

    public DateTime ExpiresAt { get; set; }

    public void Configure(EntityTypeBuilder<TokenRow> builder)
    {
        builder.ToTable("tokens").HasKey(t => t.Id);
        builder.Property(t => t.Id).HasColumnName("TokenId");
        builder.HasIndex(t => t.Hash).IsUnique();
    }
}
