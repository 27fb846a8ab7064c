using System.Text.Json.Nodes;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>A user as the OWNER sees them.</summary>
/// <param name="UserId">The id.</param>
/// <param name="Email">What they sign in with.</param>
/// <param name="DisplayName">How others see them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Disabled">Whether they are kept out.</param>
/// <param name="LockedUntil">Locked after failed attempts until then; null where not.</param>
public sealed record UserView(string UserId, string Email, string DisplayName, Role Role, bool Disabled, DateTimeOffset? LockedUntil);

/// <summary>The people who sign in at the browser; for OWNER.</summary>
internal sealed class UserService(
    Store store, AuditLog audit, CredentialDirectory directory, IPasswordHasher<User> passwords, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Everybody, by name.</summary>
    public Task<List<UserView>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Owner);
        var now = time.GetUtcNow();
        return store.ReadAsync(
            db => db.Users.AsNoTracking().OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
                .Select(u => new UserView(u.Id, u.Email!, u.DisplayName, u.Role, u.IsDisabled, u.LockoutEnd > now ? u.LockoutEnd : null))
                .ToListAsync(ct),
            ct);
    }

    /// <summary>What a user, key or token is called; null where unknown.</summary>
    public async Task<string?> NameAsync(Caller caller, string actorId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var known = await directory.CurrentAsync(ct);
        return known.Users.GetValueOrDefault(actorId)?.Name
            ?? known.Keys.Values.FirstOrDefault(k => k.ApiKeyId == actorId)?.Name
            ?? known.Tokens.Values.FirstOrDefault(t => t.TokenId == actorId)?.Name;
    }

    /// <summary>The people who may sign in, by id and by name; for those who pick an owner.</summary>
    public async Task<IReadOnlyList<(string UserId, string Name)>> PeopleAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var known = await directory.CurrentAsync(ct);
        return [.. known.Users.Values.Where(u => !u.IsDisabled).Select(u => (u.UserId, u.Name)).OrderBy(u => u.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Adds a user; 409 Conflict where the address is taken.</summary>
    public async Task<UserView> CreateAsync(Caller caller, UserInput input, CancellationToken ct)
    {
        caller.Demand(Role.Owner);
        var made = input.Checked(isNew: true);
        var view = await store.WriteAsync(
            async db =>
            {
                var user = await AddAsync(db, made, ct);
                await AuditAsync(db, caller, "user.create", user.Id, [], Facts(user), ct);
                return View(user);
            },
            ct);
        directory.Forget();
        return view;
    }

    /// <summary>
    /// Changes what is given. A new password or a disabled account ends the user's sessions. 409 Conflict where no
    /// enabled OWNER would be left.
    /// </summary>
    public async Task<UserView> UpdateAsync(Caller caller, string userId, UserInput input, CancellationToken ct)
    {
        caller.Demand(Role.Owner);
        var change = input.Checked(isNew: false);
        var view = await store.WriteAsync(
            async db =>
            {
                var user = await db.Users.FindAsync([userId], ct) ?? throw CrmException.NotFound(userId);
                var before = Facts(user);
                Apply(user, change);
                await db.SaveChangesAsync(ct);
                await DemandAnOwnerAsync(db, ct);
                await AuditAsync(db, caller, "user.update", userId, before, Facts(user), ct);
                return View(user);
            },
            ct);
        directory.Forget();
        return view;
    }

    /// <summary>Adds the row; the caller has checked who asks.</summary>
    internal async Task<User> AddAsync(CrmDb db, UserInput made, CancellationToken ct)
    {
        var name = normalizer.NormalizeName(made.Email)!;
        if (await db.Users.AnyAsync(u => u.NormalizedUserName == name, ct))
        {
            throw new CrmException(ErrorCode.Conflict, "Access.EmailTaken", made.Email);
        }

        var user = new User
        {
            UserName = made.Email,
            NormalizedUserName = name,
            Email = made.Email,
            NormalizedEmail = name,
            DisplayName = made.DisplayName ?? made.Email!,
            Role = made.Role!.Value,
            IsDisabled = made.Disabled ?? false,
            SecurityStamp = NewStamp(),
        };
        user.PasswordHash = passwords.HashPassword(user, made.Password!);
        db.Add(user);
        await db.SaveChangesAsync(ct);
        return user;
    }

    private void Apply(User user, UserInput change)
    {
        user.DisplayName = change.DisplayName ?? user.DisplayName;
        user.Role = change.Role ?? user.Role;
        if (change.Password is not null)
        {
            user.PasswordHash = passwords.HashPassword(user, change.Password);
            (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        }

        if (change.Password is not null || (change.Disabled == true && !user.IsDisabled))
        {
            user.SecurityStamp = NewStamp();
        }

        user.IsDisabled = change.Disabled ?? user.IsDisabled;
    }

    private static async Task DemandAnOwnerAsync(CrmDb db, CancellationToken ct)
    {
        if (!await db.Users.AnyAsync(u => u.Role == Role.Owner && !u.IsDisabled, ct))
        {
            throw new CrmException(ErrorCode.Conflict, "Access.LastOwner");
        }
    }

    private static string NewStamp() => Guid.NewGuid().ToString("N");

    private static UserView View(User user) => new(user.Id, user.Email!, user.DisplayName, user.Role, user.IsDisabled, user.LockoutEnd);

    private static JsonObject Facts(User user) => new()
    {
        ["email"] = user.Email,
        ["displayName"] = user.DisplayName,
        ["role"] = user.Role.ToString().ToUpperInvariant(),
        ["disabled"] = user.IsDisabled,
    };

    private Task AuditAsync(CrmDb db, Caller caller, string action, string userId, JsonObject before, JsonObject after, CancellationToken ct) =>
        audit.AppendAsync(db, caller, [new AuditEntry(action, Changes: [new AuditChange("userId", before.Count == 0 ? null : userId, userId), .. AuditChange.Between(before, after)])], ct);
}
