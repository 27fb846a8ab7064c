using System.Security.Cryptography;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>A personal access token as ADMIN sees it.</summary>
/// <param name="TokenId">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Disabled">Whether it is refused.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="DateCreated">When it was made.</param>
/// <param name="LastUsedAt">To about a minute; null where it never was.</param>
/// <param name="Token">In the answer that makes it alone, null ever after.</param>
public sealed record TokenView(
    string TokenId, string Name, Role Role, bool Disabled, DateTime ExpiresAt, DateTime DateCreated, DateTime? LastUsedAt, string? Token = null);

/// <summary>Personal access tokens: made, listed, changed and deleted by ADMIN.</summary>
internal sealed class TokenService(CredentialRegister register, LastUsed lastUsed, TimeProvider time)
{
    private const string Prefix = "crmpat_";
    private const int TailLength = 40;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Makes a token, which is in this answer only; a hash of it is kept.</summary>
    public async Task<TokenView> CreateAsync(Caller caller, CredentialInput input, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        var now = time.GetUtcNow().UtcDateTime;
        var made = input.Checked(isNew: true, isToken: true, now);
        var token = Prefix + RandomNumberGenerator.GetString(Alphabet, TailLength);
        var row = new TokenRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Hash = CredentialDirectory.Hash(token),
            Name = made.Name!,
            Role = made.Role!.Value,
            IsDisabled = made.Disabled ?? false,
            ExpiresAt = made.ExpiresAt!.Value,
            DateCreated = now,
        };
        await register.AddAsync(caller, row, ct);
        return View(row) with { Token = token };
    }

    /// <summary>The tokens, newest first, without themselves.</summary>
    public async Task<ListPage<TokenView>> ListAsync(Caller caller, ListQuery list, CancellationToken ct)
    {
        var page = await register.ListAsync<TokenRow>(caller, list, ct);
        return new ListPage<TokenView>([.. page.Data.Select(View)], page.NextKey);
    }

    /// <summary>Changes name, role, end or whether it is disabled.</summary>
    public async Task<TokenView> UpdateAsync(Caller caller, string tokenId, CredentialInput input, CancellationToken ct)
    {
        var change = input.Checked(isNew: false, isToken: true, time.GetUtcNow().UtcDateTime);
        return View(await register.ChangeAsync<TokenRow>(caller, tokenId, change, ct));
    }

    /// <summary>Deletes a token.</summary>
    public Task DeleteAsync(Caller caller, string tokenId, CancellationToken ct) => register.DeleteAsync<TokenRow>(caller, tokenId, ct);

    private TokenView View(TokenRow row) => new(
        row.Id, row.Name, row.Role, row.IsDisabled, row.ExpiresAt, row.DateCreated, lastUsed.Of(ActorKind.Token, row.Id, row.LastUsedAt));
}
