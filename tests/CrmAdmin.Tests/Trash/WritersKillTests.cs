using System.Globalization;
using CrmAdmin.Tests.Http;
using Microsoft.Data.Sqlite;

namespace CrmAdmin.Tests.Trash;

/// <summary>
/// Kills the real program under eight writers: what was acknowledged is there, and what was under way is there whole or not at
/// all. WRITERS_KILL_ROUNDS says how often.
/// </summary>
public sealed class WritersKillTests : IDisposable
{
    private const int Writers = 8;
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("WRITERS_KILL_ROUNDS") ?? "4", CultureInfo.InvariantCulture);
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        TestDatabase.Leave(folder.Path);
        folder.Dispose();
    }

    [Fact]
    public async Task Kill_UnderWriters_LosesNothingAcknowledgedAndLeavesNoBulkHalfDone()
    {
        var random = new Random(12);
        var server = await StartAsync();
        try
        {
            var entityId = await server.Client.EntityAsync();
            var writers = Enumerable.Range(0, Writers).Select(number => new BulkWriter(entityId, number)).ToList();
            for (var round = 0; round < Rounds; round++)
            {
                await WriteAndKillAsync(server, writers, random);
                server.Dispose();
                server = await StartAsync();
                var trashed = await TrashedAsync(server.Client, entityId);
                foreach (var writer in writers)
                {
                    await writer.CheckAsync(server.Client, trashed);
                }

                await AssertSoundAsync();
            }
        }
        finally
        {
            server.Dispose();
        }
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartOnAsync(folder.Path);

    private static async Task WriteAndKillAsync(ServerProcess server, List<BulkWriter> writers, Random random)
    {
        var acknowledged = writers.Sum(writer => writer.Acknowledged);
        var writing = writers.Select(writer => writer.WriteUntilKilledAsync(server.Client)).ToList();
        while (writers.Sum(writer => writer.Acknowledged) < acknowledged + (5 * Writers))
        {
            Assert.DoesNotContain(writing, task => task.IsCompleted);
            await Task.Delay(1);
        }

        await Task.Delay(random.Next(40));
        server.Kill();
        await Task.WhenAll(writing);
    }

    private static async Task<HashSet<string>> TrashedAsync(HttpClient client, string entityId)
    {
        var trashed = new HashSet<string>(StringComparer.Ordinal);
        for (string? startKey = ""; startKey is not null;)
        {
            var page = await Making.Made(client.GetJson($"records/trash?entityId={entityId}&limit=200" + (startKey.Length > 0 ? $"&startKey={Uri.EscapeDataString(startKey)}" : "")));
            trashed.UnionWith(page["data"]!.AsArray().Select(record => (string)record!["recordId"]!));
            startKey = (string?)page["nextKey"];
        }

        return trashed;
    }

    private async Task AssertSoundAsync()
    {
        if (TestDatabase.Server is null)
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "crm.db")};Mode=ReadOnly;Pooling=false");
            await connection.OpenAsync();
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            Assert.Equal("ok", await check.ExecuteScalarAsync());
        }
    }
}
