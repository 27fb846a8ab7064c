using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>An API key as requests are checked against it.</summary>
internal sealed record KnownKey(string ApiKeyId, string Name, Role Role, bool IsDisabled, bool RequiresV2, byte[] Secret, string ProtectedSecret);

/// <summary>A personal access token as requests are checked against it.</summary>
internal sealed record KnownToken(string TokenId, string Name, Role Role, bool IsDisabled, DateTime ExpiresAt);

/// <summary>A person as sessions are checked against them.</summary>
internal sealed record KnownUser(string UserId, string Name, string? Email, Role Role, bool IsDisabled, string? SecurityStamp);

/// <summary>Everybody who may call, as of at most half a second ago.</summary>
internal sealed record CredentialSnapshot(
    Dictionary<string, KnownKey> Keys, Dictionary<string, KnownToken> Tokens, Dictionary<string, KnownUser> Users);

/// <summary>Knows every credential without asking the database on each request.</summary>
internal sealed class CredentialDirectory : IDisposable
{
    private readonly Store store;
    private readonly IDataProtector protector;
    private readonly Recent<CredentialSnapshot> snapshot;
    private Dictionary<string, KnownKey> before = [];

    public CredentialDirectory(Store store, IDataProtectionProvider protection, TimeProvider time)
    {
        this.store = store;
        protector = protection.CreateProtector("CrmAdmin.ApiKeys.v1");
        snapshot = new Recent<CredentialSnapshot>(LoadAsync, time);
    }

    /// <summary>The present credentials.</summary>
    public ValueTask<CredentialSnapshot> CurrentAsync(CancellationToken ct) => snapshot.GetAsync(ct);

    /// <summary>Called after a credential or a user has changed.</summary>
    public void Forget() => snapshot.Forget();

    /// <summary>The secret as it may lie in the database.</summary>
    public string Protect(string secret) => protector.Protect(secret);

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <inheritdoc/>
    public void Dispose() => snapshot.Dispose();

    private Task<CredentialSnapshot> LoadAsync(CancellationToken ct) => store.ReadAsync(
        async db =>
        {
            var keys = await db.Set<ApiKeyRow>().AsNoTracking().ToListAsync(ct);
            var tokens = await db.Set<TokenRow>().AsNoTracking().ToListAsync(ct);
            var users = await db.Users.AsNoTracking()
                .Select(u => new KnownUser(u.Id, u.DisplayName, u.Email, u.Role, u.IsDisabled, u.SecurityStamp)).ToListAsync(ct);
            return new CredentialSnapshot(
                before = keys.ToDictionary(k => k.ApiKey, Known, StringComparer.Ordinal),
                tokens.ToDictionary(t => t.Hash, t => new KnownToken(t.Id, t.Name, t.Role, t.IsDisabled, t.ExpiresAt), StringComparer.Ordinal),
                users.ToDictionary(u => u.UserId, StringComparer.Ordinal));
        },
        ct);

    /// <summary>Decrypting is dear, so a secret that did not change is taken from the snapshot before.</summary>
    private KnownKey Known(ApiKeyRow row)
    {
        var secret = before.TryGetValue(row.ApiKey, out var known) && known.ProtectedSecret == row.ProtectedSecret
            ? known.Secret
            : Encoding.UTF8.GetBytes(protector.Unprotect(row.ProtectedSecret));
        return new KnownKey(row.Id, row.Name, row.Role, row.IsDisabled, row.RequiresV2, secret, row.ProtectedSecret);
    }
}
