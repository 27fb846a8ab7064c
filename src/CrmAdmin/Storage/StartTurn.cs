using Npgsql;

namespace CrmAdmin.Storage;

/// <summary>
/// Lets nodes that start at the same moment prepare the database one after the other: the second finds everything made.
/// On SQLite the folder's lock keeps other processes out anyway.
/// </summary>
public sealed class StartTurn(DatabaseOptions options)
{
    private const int Turn = 0x43524D42;

    /// <summary>Waits for the turn, and holds it until disposed or until the process ends, however it ends.</summary>
    public async Task<IAsyncDisposable?> TakeAsync(CancellationToken ct)
    {
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            return null;
        }

        // Not from the pool: the lock belongs to the session, and must end with it.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({Turn})", connection) { CommandTimeout = 0 };
            await take.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
