using System.Collections.Concurrent;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Http;

/// <summary>An answer as it is remembered.</summary>
internal sealed record FirstAnswer(int Status, string? Location, string? ETag, byte[] Body);

/// <summary>
/// Remembers the requests made under idempotency keys for a day. A request whose process has died is run again if it had
/// written nothing; if it had, nobody can tell its answer any more, and it is refused rather than done twice.
/// </summary>
internal sealed class IdempotencyKeys(Store store, IDataProtectionProvider protection, TimeProvider time, SteadyTime steady)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(10);
    private readonly string process = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, byte> running = new();
    private readonly IDataProtector protector = protection.CreateProtector("CrmAdmin.Idempotency.v1");
    private long purgedAt;

    /// <summary>How often a running request renews its lease.</summary>
    public static TimeSpan Renewal => Lease / 3;

    /// <summary>The first answer, or null where this request is the first and may run. Otherwise 409.</summary>
    public async Task<FirstAnswer?> BeginAsync(string scope, string bodyHash, CancellationToken ct)
    {
        if (!running.TryAdd(scope, 0))
        {
            var row = await store.ReadAsync(db => db.Set<IdempotencyRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Scope == scope, ct), ct);
            throw row is not null && row.BodyHash != bodyHash ? Reused() : InProgress();
        }

        try
        {
            var first = await store.WriteAsync(db => TakeAsync(db, scope, bodyHash, ct), ct);
            if (first is not null)
            {
                running.TryRemove(scope, out _);
            }

            return first;
        }
        catch (Exception fault)
        {
            running.TryRemove(scope, out _);
            throw fault is DbUpdateException && fault.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }
                ? InProgress()
                : fault;
        }
    }

    /// <summary>Notes, in the request's own transaction, that it has written something.</summary>
    public static Task MarkWrittenAsync(CrmDb db, string scope) => db.Set<IdempotencyRow>()
        .Where(r => r.Scope == scope && r.State == IdempotencyState.Running)
        .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, IdempotencyState.Written));

    /// <summary>Tells the other nodes that the request still runs.</summary>
    public Task RenewAsync(string scope, CancellationToken ct)
    {
        var until = Now + Lease;
        return store.WriteAsync(
            db => db.Set<IdempotencyRow>().Where(r => r.Scope == scope).ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, until), ct), ct);
    }

    /// <summary>Remembers a 2xx answer.</summary>
    public async Task RememberAsync(string scope, FirstAnswer answer)
    {
        var body = protector.Protect(answer.Body);
        await store.WriteAsync(
            db => db.Set<IdempotencyRow>().Where(r => r.Scope == scope).ExecuteUpdateAsync(set => set
                .SetProperty(r => r.State, IdempotencyState.Answered)
                .SetProperty(r => r.Status, answer.Status)
                .SetProperty(r => r.Location, answer.Location)
                .SetProperty(r => r.ETag, answer.ETag)
                .SetProperty(r => r.Body, body)),
            CancellationToken.None);
        running.TryRemove(scope, out _);
    }

    /// <summary>Forgets a request that was refused or failed; what it had written stays noted where it failed.</summary>
    public async Task ForgetAsync(string scope, bool evenIfWritten)
    {
        await store.WriteAsync(
            db => db.Set<IdempotencyRow>().Where(r => r.Scope == scope && (evenIfWritten || r.State == IdempotencyState.Running)).ExecuteDeleteAsync(),
            CancellationToken.None);
        running.TryRemove(scope, out _);
    }

    /// <summary>Lets go of a request whose end could not be written down.</summary>
    public void Leave(string scope) => running.TryRemove(scope, out _);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<FirstAnswer?> TakeAsync(CrmDb db, string scope, string bodyHash, CancellationToken ct)
    {
        await PurgeAsync(db, ct);
        var rows = db.Set<IdempotencyRow>();
        var row = await rows.FirstOrDefaultAsync(r => r.Scope == scope, ct);
        if (row is not null && row.DateCreated + Kept > steady.UtcNow())
        {
            var first = First(row, bodyHash);
            if (first is not null)
            {
                return first;
            }
        }

        if (row is null)
        {
            rows.Add(row = new IdempotencyRow { Scope = scope });
        }

        (row.BodyHash, row.State, row.Process) = (bodyHash, IdempotencyState.Running, process);
        (row.DateCreated, row.LeaseUntil, row.Body) = (Now, Now + Lease, null);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>The answer of an earlier request; null where it died before it wrote anything.</summary>
    private FirstAnswer? First(IdempotencyRow row, string bodyHash)
    {
        if (row.BodyHash != bodyHash)
        {
            throw Reused();
        }

        if (row.State == IdempotencyState.Answered)
        {
            return new FirstAnswer(row.Status, row.Location, row.ETag, protector.Unprotect(row.Body!));
        }

        // Alone on SQLite, another process can only be one that has died; so can a request of this one that is not running.
        var isDead = row.Process == process || store.Provider == DatabaseProvider.Sqlite || row.LeaseUntil <= Now;
        if (!isDead)
        {
            throw InProgress();
        }

        return row.State == IdempotencyState.Running ? null : throw new CrmException(ErrorCode.Conflict, "Http.FirstAnswerLost");
    }

    private async Task PurgeAsync(CrmDb db, CancellationToken ct)
    {
        var before = Interlocked.Read(ref purgedAt);
        if ((before == 0 || time.GetElapsedTime(before) > PurgeInterval)
            && Interlocked.CompareExchange(ref purgedAt, time.GetTimestamp(), before) == before)
        {
            var oldest = steady.UtcNow() - Kept;
            await db.Set<IdempotencyRow>().Where(r => r.DateCreated <= oldest).ExecuteDeleteAsync(ct);
        }
    }

    private static CrmException Reused() => new(ErrorCode.IdempotencyKeyReuse, "Http.IdempotencyKeyReuse");

    private static CrmException InProgress() => new(ErrorCode.RequestInProgress, "Http.RequestInProgress");
}
