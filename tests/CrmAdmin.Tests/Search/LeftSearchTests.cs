using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Storage;
using Npgsql;

namespace CrmAdmin.Tests.Search;

/// <summary>A search that waits for ever, because somebody holds the table, and whose caller goes away.</summary>
public sealed class LeftSearchTests
{
    [PostgresServerFact]
    public async Task Search_WhoseCallerGoesAway_IsStoppedInTheDatabase()
    {
        await using var host = new CrmHost { SearchCost = TimeSpan.FromDays(1) };
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        var table = $"r{(await host.Get<EntityCatalog>().GetAsync(entityId, default)).Number}";
        await using var other = new NpgsqlConnection(host.Get<DatabaseOptions>().ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await ScalarAsync(other, $"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
        using var leaving = new CancellationTokenSource();
        using var request = new StringContent($$"""{"entityId":"{{entityId}}"}""", System.Text.Encoding.UTF8, "application/json");

        var search = owner.PostAsync(new Uri("/crm-core/v1/records/search/advanced", UriKind.Relative), request, leaving.Token);
        await UntilWaitingAsync(other, table, 1);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
        await UntilWaitingAsync(other, table, 0);
    }

    /// <summary>Waits until so many statements wait for the table.</summary>
    private static Task UntilWaitingAsync(NpgsqlConnection connection, string table, long expected) => Patience.UntilAsync(
        async () => (long)(await ScalarAsync(connection, $"SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass"))! == expected,
        $"{expected} statements wait for {table}");

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
