using System.Security.Cryptography;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>An API key as ADMIN sees it.</summary>
/// <param name="ApiKeyId">Its id.</param>
/// <param name="ApiKey">16 characters that requests name it by.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Disabled">Whether it is refused.</param>
/// <param name="RequiresV2">Whether only requests signed by HMAC-SHA256-V2 are taken.</param>
/// <param name="DateCreated">When it was made.</param>
/// <param name="LastUsedAt">To about a minute; null where it never was.</param>
/// <param name="ApiSecret">In the answer that makes it alone, null ever after.</param>
public sealed record ApiKeyView(
    string ApiKeyId, string ApiKey, string Name, Role Role, bool Disabled, bool RequiresV2, DateTime DateCreated, DateTime? LastUsedAt, string? ApiSecret = null);

/// <summary>API keys: made, listed, changed and deleted by ADMIN.</summary>
internal sealed class ApiKeyService(CredentialRegister register, CredentialDirectory directory, LastUsed lastUsed, TimeProvider time)
{
    private const string KeyPrefix = "NCS";
    private const int KeyTail = 13;
    private const int SecretLength = 32;
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>Makes a key with a new secret, which is in this answer only.</summary>
    public async Task<ApiKeyView> CreateAsync(Caller caller, CredentialInput input, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        var now = time.GetUtcNow().UtcDateTime;
        var made = input.Checked(isNew: true, isToken: false, now);
        var secret = RandomNumberGenerator.GetString(Capitals, SecretLength);
        var row = new ApiKeyRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            ApiKey = KeyPrefix + RandomNumberGenerator.GetString(Capitals, KeyTail),
            ProtectedSecret = directory.Protect(secret),
            Name = made.Name!,
            Role = made.Role!.Value,
            IsDisabled = made.Disabled ?? false,
            RequiresV2 = made.RequiresV2 ?? false,
            DateCreated = now,
        };
        await register.AddAsync(caller, row, ct);
        return View(row) with { ApiSecret = secret };
    }

    /// <summary>The keys, newest first, without secrets.</summary>
    public async Task<ListPage<ApiKeyView>> ListAsync(Caller caller, ListQuery list, CancellationToken ct)
    {
        var page = await register.ListAsync<ApiKeyRow>(caller, list, ct);
        return new ListPage<ApiKeyView>([.. page.Data.Select(View)], page.NextKey);
    }

    /// <summary>Changes name, role, whether it is disabled, or which signatures it takes.</summary>
    public async Task<ApiKeyView> UpdateAsync(Caller caller, string apiKeyId, CredentialInput input, CancellationToken ct)
    {
        var change = input.Checked(isNew: false, isToken: false, time.GetUtcNow().UtcDateTime);
        return View(await register.ChangeAsync<ApiKeyRow>(caller, apiKeyId, change, ct));
    }

    /// <summary>Deletes a key.</summary>
    public Task DeleteAsync(Caller caller, string apiKeyId, CancellationToken ct) => register.DeleteAsync<ApiKeyRow>(caller, apiKeyId, ct);

    private ApiKeyView View(ApiKeyRow row) => new(
        row.Id, row.ApiKey, row.Name, row.Role, row.IsDisabled, row.RequiresV2, row.DateCreated, lastUsed.Of(ActorKind.ApiKey, row.Id, row.LastUsedAt));
}
