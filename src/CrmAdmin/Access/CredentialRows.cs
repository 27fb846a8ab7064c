using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Access;

/// <summary>An API key as stored; its secret is encrypted, since signatures must be computed with it.</summary>
internal sealed class ApiKeyRow : IEntityTypeConfiguration<ApiKeyRow>
{
    public string ApiKeyId { get; set; } = "";

    public string ApiKey { get; set; } = "";

    public string ProtectedSecret { get; set; } = "";

    public string Name { get; set; } = "";

    public Role Role { get; set; }

    public bool IsDisabled { get; set; }

    public DateTime DateCreated { get; set; }

    public DateTime? LastUsedAt { get; set; }

    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_keys").HasKey(k => k.ApiKeyId);
        builder.HasIndex(k => k.ApiKey).IsUnique();
    }
}

/// <summary>A personal access token as stored: a hash of it.</summary>
internal sealed class TokenRow : IEntityTypeConfiguration<TokenRow>
{
    public string TokenId { get; set; } = "";

    public string Hash { get; set; } = "";

    public string Name { get; set; } = "";

    public Role Role { get; set; }

    public DateTime ExpiresAt { get; set; }

    public DateTime DateCreated { get; set; }

    public DateTime? LastUsedAt { get; set; }

    public void Configure(EntityTypeBuilder<TokenRow> builder)
    {
        builder.ToTable("tokens").HasKey(t => t.TokenId);
        builder.HasIndex(t => t.Hash).IsUnique();
    }
}
