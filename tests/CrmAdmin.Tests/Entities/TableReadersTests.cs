using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Storage;
using Npgsql;

namespace CrmAdmin.Tests.Entities;

/// <summary>Somebody reads an entity's table for a long time, as an export does, while its properties change.</summary>
public sealed class TableReadersTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [PostgresServerFact]
    public async Task Property_AddedUnderALongRead_KeepsNobodyWaitingAndIsThereAfterwards()
    {
        await using var host = new CrmHost();
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        var recordId = await owner.RecordAsync(entityId, "a");
        await using var reader = new NpgsqlConnection(host.Get<DatabaseOptions>().ConnectionString);
        await reader.OpenAsync();
        await using (var reading = await reader.BeginTransactionAsync())
        {
            await using var read = new NpgsqlCommand($"SELECT count(*) FROM r{(await host.Get<EntityCatalog>().GetAsync(entityId, default)).Number}", reader);
            await read.ExecuteScalarAsync();
            var adding = owner.PostJson($"entities/{entityId}/properties", new { name = "grade", key = "grade", fieldType = "TEXT" });
            var wasWaitedFor = false;
            for (var i = 0; i < 20 || !wasWaitedFor; i++)
            {
                await Making.Made(owner.PostJson("records/search/advanced", new { entityId })).WaitAsync(Longest);
                await Making.Made(owner.PatchJson($"records/{recordId}", new { name = $"a{i}" })).WaitAsync(Longest);
                wasWaitedFor |= await IsWaitedForAsync(reader);
            }

            Assert.False(adding.IsCompleted);
            await reading.CommitAsync();
            await Making.Made(adding).WaitAsync(Longest);
        }

        await Making.Made(owner.PatchJson($"records/{recordId}", new { data = new { grade = "홍" } }));
        var schema = await host.Get<EntityCatalog>().GetAsync(entityId, default);
        await using var indexes = new NpgsqlCommand($"SELECT count(*) FROM pg_indexes WHERE tablename = 'r{schema.Number}' AND indexname LIKE '%p{schema.Properties[0].Number}\\_t'", reader);
        Assert.Equal(1L, await indexes.ExecuteScalarAsync());
    }

    /// <summary>Whether the change asks for the table at this moment.</summary>
    private static async Task<bool> IsWaitedForAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock')", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
