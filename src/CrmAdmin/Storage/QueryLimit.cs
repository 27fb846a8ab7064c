using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using CrmAdmin.Http;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrmAdmin.Storage;

/// <summary>
/// Stops a query that costs too much or that nobody waits for any more. On SQLite neither a timeout nor a cancellation
/// token reaches a running statement, only an interrupt does.
/// </summary>
/// <param name="Cost">The longest that the queries of one request may run; <see cref="Limits.SearchCost"/> by default.</param>
public sealed record QueryLimit(TimeSpan Cost)
{
    private const string TooCostly = "Search.TooCostly";

    /// <summary>Whether a refusal says that a query needed longer than its limit.</summary>
    public static bool IsTooCostly(CrmException refusal) => refusal.Details is [{ Key: TooCostly }];

    /// <summary>
    /// Runs queries on one connection for at most <see cref="Cost"/>; 400 naming the condition when they need longer.
    /// </summary>
    public async Task<T> RunAsync<T>(DbConnection connection, Func<Task<T>> work, CancellationToken ct)
    {
        if (connection is not SqliteConnection)
        {
            return await OnServerAsync(connection, work, ct);
        }

        // Looked up where the statement runs: a timer would come late on a server whose threads are all at work.
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return await SqliteInterrupt.RunAsync(connection, work, () => ct.IsCancellationRequested || Stopwatch.GetElapsedTime(begun) > Cost, ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Refusal();
        }
    }

    /// <summary>PostgreSQL stops the statement itself; the pool resets the session when the connection goes back.</summary>
    private async Task<T> OnServerAsync<T>(DbConnection connection, Func<Task<T>> work, CancellationToken ct)
    {
        await using var limit = connection.CreateCommand();
        limit.CommandText = string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = {(long)Cost.TotalMilliseconds}");
        await limit.ExecuteNonQueryAsync(ct);
        try
        {
            return await work();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            ct.ThrowIfCancellationRequested();
            throw Refusal();
        }
    }

    private CrmException Refusal() => CrmException.Invalid("conditionGroup", TooCostly, Cost.TotalSeconds);
}
