using System.Diagnostics;
using CrmAdmin.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrmAdmin.Storage;

/// <summary>The two ways to the database: reads side by side, writes one after the other on SQLite, each in one transaction.</summary>
public sealed class Store(IDbContextFactory<CrmDb> contexts, WriteGate gate, DatabaseOptions options, SqliteCheckpoint checkpoint)
{
    private static readonly AsyncLocal<Func<CrmDb, Task>?> Companion = new();
    private int readers;

    /// <summary>The engine in use.</summary>
    public DatabaseProvider Provider => options.Provider;

    /// <summary>How conditions are written for it.</summary>
    public SqlDialect Dialect { get; } = options.Provider == DatabaseProvider.Sqlite ? SqlDialect.Sqlite : SqlDialect.Postgres;

    /// <summary>Whether more than one read is being run.</summary>
    internal bool HasSeveralReaders => Volatile.Read(ref readers) > 1;

    /// <summary>Runs a read. Nothing it does may write.</summary>
    public async Task<T> ReadAsync<T>(Func<CrmDb, Task<T>> work, CancellationToken ct)
    {
        Interlocked.Increment(ref readers);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            return await work(db);
        }
        finally
        {
            Interlocked.Decrement(ref readers);
        }
    }

    /// <summary>Runs reads that must agree with each other: one snapshot from first to last.</summary>
    public async Task<T> SnapshotAsync<T>(Func<CrmDb, Task<T>> work, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var snapshot = await Snapshot.BeginAsync(db, ct);
        return await work(db);
    }

    /// <summary>
    /// Runs a write in one transaction: all of it is on the disk when this returns, or none of it.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<CrmDb, Task<T>> work, CancellationToken ct)
    {
        if (options.Provider == DatabaseProvider.Postgres)
        {
            return await TransactAsync(work, Limits.WriteWait, ct);
        }

        var asked = Stopwatch.GetTimestamp();
        using var entry = await gate.EnterAsync(ct);
        var result = await TransactAsync(work, Limits.WriteWait - Stopwatch.GetElapsedTime(asked), ct);
        checkpoint.AfterCommit();
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<CrmDb, Task> work, CancellationToken ct) => WriteAsync(
        async db =>
        {
            await work(db);
            return true;
        },
        ct);

    /// <summary>Runs a write that changes a table, anew where the table was not to be had; 503 after <see cref="Limits.AlterWait"/>.</summary>
    /// <param name="work">What may be run several times; its change of the table stands in a <see cref="BriefLock"/>.</param>
    /// <param name="ct">Stops it before it is written.</param>
    public async Task<T> AlterAsync<T>(Func<CrmDb, Task<T>> work, CancellationToken ct)
    {
        for (var asked = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await WriteAsync(work, ct);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable && Stopwatch.GetElapsedTime(asked) < Limits.AlterWait)
            {
                await Task.Delay(Limits.AlterPause, ct);
            }
        }
    }

    /// <inheritdoc cref="AlterAsync{T}"/>
    public Task AlterAsync(Func<CrmDb, Task> work, CancellationToken ct) => AlterAsync(
        async db =>
        {
            await work(db);
            return true;
        },
        ct);

    /// <summary>
    /// Has what follows in this flow of calls write something more in each of its transactions, until disposed.
    /// </summary>
    public static IDisposable Accompany(Func<CrmDb, Task> write)
    {
        Companion.Value = write;
        return new Alone();
    }

    /// <summary>What a write has not waited at the gate it may wait for another process.</summary>
    private async Task<T> TransactAsync<T>(Func<CrmDb, Task<T>> work, TimeSpan wait, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        SqliteConnections.LimitWait(db.Database.GetDbConnection(), wait);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await work(db);
        if (Companion.Value is { } write)
        {
            await write(db);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private sealed class Alone : IDisposable
    {
        public void Dispose() => Companion.Value = null;
    }
}
