using CrmAdmin.Storage;
using Npgsql;

namespace CrmAdmin.Access;

/// <summary>The memory that nodes share: one row a signature, committed without waiting for the disk.</summary>
internal sealed class PostgresSignatures : SignatureMemory, IAsyncDisposable
{
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1);
    private readonly NpgsqlDataSource database;
    private readonly TimeProvider time;
    private long purgedAt;

    public PostgresSignatures(DatabaseOptions options, TimeProvider time)
    {
        this.time = time;
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        connection.Options = $"{connection.Options} -c synchronous_commit=off".Trim();
        database = NpgsqlDataSource.Create(connection);
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> RememberAsync(byte[] signature, DateTime date, CancellationToken ct)
    {
        await PurgeAsync(ct);
        await using var insert = database.CreateCommand("INSERT INTO signatures (signature, date) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        insert.Parameters.AddWithValue(signature);
        insert.Parameters.AddWithValue(UtcMilliseconds.From(date));
        return await insert.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task PurgeAsync(CancellationToken ct)
    {
        var before = Interlocked.Read(ref purgedAt);
        if ((before != 0 && time.GetElapsedTime(before) < PurgeInterval)
            || Interlocked.CompareExchange(ref purgedAt, time.GetTimestamp(), before) != before)
        {
            return;
        }

        await using var purge = database.CreateCommand("DELETE FROM signatures WHERE date < $1");
        purge.Parameters.AddWithValue(UtcMilliseconds.From(time.GetUtcNow().UtcDateTime - Signatures.Window));
        await purge.ExecuteNonQueryAsync(ct);
    }
}
