using CrmAdmin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>Makes the first OWNER and the first API key from the Bootstrap settings, where they do not exist yet.</summary>
internal sealed class Bootstrap(IServiceScopeFactory scopes, Store store, CredentialDirectory directory, IConfiguration configuration, TimeProvider time)
{
    /// <summary>Runs before the server listens.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var (email, password) = (configuration["Bootstrap:OwnerEmail"], configuration["Bootstrap:OwnerPassword"]);
        if (!string.IsNullOrWhiteSpace(email) && !string.IsNullOrEmpty(password))
        {
            await AddOwnerAsync(email, password);
        }

        var (apiKey, secret) = (configuration["Bootstrap:ApiKey"], configuration["Bootstrap:ApiSecret"]);
        if (!string.IsNullOrWhiteSpace(apiKey) && !string.IsNullOrEmpty(secret))
        {
            await AddKeyAsync(apiKey, secret, ct);
        }

        directory.Forget();
    }

    private async Task AddOwnerAsync(string email, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByNameAsync(email) is not null)
        {
            return;
        }

        var made = await users.CreateAsync(new User { UserName = email, Email = email, DisplayName = email, Role = Role.Owner }, password);
        if (!made.Succeeded)
        {
            throw new InvalidOperationException("Bootstrap:OwnerEmail and Bootstrap:OwnerPassword are refused: "
                + string.Join("; ", made.Errors.Select(e => e.Description)));
        }
    }

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
