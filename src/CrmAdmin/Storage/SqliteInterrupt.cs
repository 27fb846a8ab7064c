using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmAdmin.Storage;

/// <summary>
/// Lets a cancellation token stop SQLite's statements: its driver looks at the token only before each. SQLite asks here every
/// few thousand steps; an interrupt sent from outside is lost where it falls between two statements. Other engines' drivers
/// need no help.
/// </summary>
internal static class SqliteInterrupt
{
    private const int Interrupted = 9;
    private const int StepsBetweenLooks = 10_000;

    /// <summary>Runs queries on one open connection; <see cref="OperationCanceledException"/> where the token stopped one.</summary>
    public static Task<T> RunAsync<T>(DbConnection connection, Func<Task<T>> work, CancellationToken ct) =>
        RunAsync(connection, work, () => ct.IsCancellationRequested, ct);

    /// <summary>The same, stopped as soon as <paramref name="isOver"/> says so; it is asked every few thousand steps of a statement.</summary>
    public static async Task<T> RunAsync<T>(DbConnection connection, Func<Task<T>> work, Func<bool> isOver, CancellationToken ct)
    {
        if (connection is not SqliteConnection { Handle: { } handle })
        {
            return await work();
        }

        raw.sqlite3_progress_handler(handle, StepsBetweenLooks, _ => isOver() ? 1 : 0, null);
        try
        {
            return await work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Interrupted)
        {
            throw new OperationCanceledException(ct);
        }
        finally
        {
            raw.sqlite3_progress_handler(handle, 0, null, null);
        }
    }
}
