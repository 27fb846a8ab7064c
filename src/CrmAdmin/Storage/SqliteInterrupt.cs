using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmAdmin.Storage;

/// <summary>
/// Lets a cancellation token stop SQLite's running statements: its driver looks at the token only between them. Other
/// engines' drivers need no help.
/// </summary>
internal static class SqliteInterrupt
{
    private const int Interrupted = 9;

    /// <summary>Runs queries on one open connection; <see cref="OperationCanceledException"/> where the token stopped one.</summary>
    public static async Task<T> RunAsync<T>(DbConnection connection, Func<Task<T>> work, CancellationToken ct)
    {
        if (connection is not SqliteConnection { Handle: { } handle })
        {
            return await work();
        }

        await using var registration = ct.UnsafeRegister(h => raw.sqlite3_interrupt((sqlite3)h!), handle);
        try
        {
            return await work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Interrupted)
        {
            throw new OperationCanceledException(ct);
        }
    }
}
