using CrmAdmin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>
/// Signs people in at the browser. An unknown address, a wrong password, a locked and a disabled account all look alike
/// and take equally long, so that nobody learns who has an account.
/// </summary>
internal sealed class SignIn(
    SignInManager<User> sessions, UserManager<User> users, Store store, AuditLog audit, CredentialDirectory directory, TimeProvider time)
{
    private const int Attempts = 5;
    private static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FailureTakes = TimeSpan.FromMilliseconds(600);
    private static readonly User Nobody = new() { Id = "" };
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<User>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <summary>Begins a session where address and password are right; false says no more than that they did not do.</summary>
    public async Task<bool> TryAsync(string email, string password, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var user = (email.Contains('\0', StringComparison.Ordinal) ? null : await users.FindByNameAsync(email)) ?? Nobody;
        var isOpen = await TakeAttemptAsync(user, ct);
        var isRight = users.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash ?? NobodysHash.Value, password) != PasswordVerificationResult.Failed;
        if (!isOpen || !isRight || user.IsDisabled)
        {
            var rest = FailureTakes - time.GetElapsedTime(start);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, ct);
            return false;
        }

        await store.WriteAsync(
            async db =>
            {
                await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), ct);
                await audit.AppendAsync(db, Caller(user), [new AuditEntry("session.create")], ct);
            },
            ct);
        directory.Forget();
        await sessions.SignInAsync(user, isPersistent: false);
        return true;
    }

    /// <summary>
    /// Counts the attempt before the password is looked at, in one statement: however many come at once, no more than
    /// <see cref="Attempts"/> are looked at. False while the account is locked.
    /// </summary>
    private async Task<bool> TakeAttemptAsync(User user, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow(), until = now + LockOut;
        return await store.WriteAsync(
            db => db.Users.Where(u => u.Id == user.Id && (u.LockoutEnd == null || u.LockoutEnd <= now)).ExecuteUpdateAsync(
                set => set
                    .SetProperty(u => u.AccessFailedCount, u => u.LockoutEnd != null ? 1 : u.AccessFailedCount + 1)
                    .SetProperty(u => u.LockoutEnd, u => u.LockoutEnd == null && u.AccessFailedCount + 1 >= Attempts ? (DateTimeOffset?)until : null),
                ct),
            ct) == 1;
    }

    private static Caller Caller(User user) => new(user.Id, ActorKind.User, user.DisplayName, user.Role, Guid.NewGuid().ToString("N"));
}
