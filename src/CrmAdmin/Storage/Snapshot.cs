using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Storage;

/// <summary>A read transaction that sees one state of the database from its first read to its end.</summary>
public static class Snapshot
{
    /// <summary>Begins it on the context's connection. On SQLite it does not hold up writers.</summary>
    public static async Task<IAsyncDisposable> BeginAsync(CrmDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        DbTransaction transaction = db.Database.GetDbConnection() is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await db.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await db.Database.UseTransactionAsync(transaction, ct);
        return new Reading(db, transaction);
    }

    /// <summary>The context only uses the transaction: to forget it does not end it.</summary>
    private sealed class Reading(CrmDb db, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
        }
    }
}
