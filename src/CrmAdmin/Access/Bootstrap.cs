using CrmAdmin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>Makes the first OWNER and the first API key from the Bootstrap settings, where they do not exist yet.</summary>
internal sealed class Bootstrap(
    Store store, UserService users, CredentialDirectory directory, ILookupNormalizer normalizer, IConfiguration configuration, TimeProvider time)
{
    /// <summary>Runs before the server listens.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        // The first key of the ring is made while other nodes wait for their turn: two that each made one would not know the other's.
        directory.Protect("");
        var (email, password) = (configuration["Bootstrap:OwnerEmail"], configuration["Bootstrap:OwnerPassword"]);
        if (!string.IsNullOrWhiteSpace(email) && !string.IsNullOrEmpty(password))
        {
            await AddOwnerAsync(email.Trim(), password, ct);
        }

        var (apiKey, secret) = (configuration["Bootstrap:ApiKey"], configuration["Bootstrap:ApiSecret"]);
        if (!string.IsNullOrWhiteSpace(apiKey) && !string.IsNullOrEmpty(secret))
        {
            await AddKeyAsync(apiKey, secret, ct);
        }

        directory.Forget();
    }

    /// <summary>The operator's own choice of password is not held against the rules for the staff's.</summary>
    private Task AddOwnerAsync(string email, string password, CancellationToken ct) => store.WriteAsync(
        async db =>
        {
            var name = normalizer.NormalizeName(email);
            if (!await db.Users.AnyAsync(u => u.NormalizedUserName == name, ct))
            {
                await users.AddAsync(db, new UserInput(email, null, Role.Owner, password), ct);
            }
        },
        ct);

    private Task AddKeyAsync(string apiKey, string secret, CancellationToken ct) => store.WriteAsync(
        async db =>
        {
            if (await db.Set<ApiKeyRow>().AnyAsync(k => k.ApiKey == apiKey, ct))
            {
                return;
            }

            db.Add(new ApiKeyRow
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
                ApiKey = apiKey,
                ProtectedSecret = directory.Protect(secret),
                Name = "Bootstrap",
                Role = Role.Owner,
                DateCreated = time.GetUtcNow().UtcDateTime,
            });
            await db.SaveChangesAsync(ct);
        },
        ct);
}
