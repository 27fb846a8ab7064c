using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Imports;

/// <summary>
/// Kills the real program while it imports and while it takes an import back: nothing is lost and nothing doubled.
/// IMPORT_KILL_ROUNDS says how many imports (3), IMPORT_KILL_POSTGRES (a connection string) does it on PostgreSQL.
/// </summary>
public sealed class ImportKillTests : IDisposable
{
    private const int Rows = 12_000;
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("IMPORT_KILL_POSTGRES");
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("IMPORT_KILL_ROUNDS") ?? "3", CultureInfo.InvariantCulture);
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill_AtAnyMoment_NoRowIsLostOrDoubled()
    {
        var random = new Random(11);
        var server = await StartAsync();
        try
        {
            var entityId = await server.Client.EntityAsync("고객");
            await server.Client.PropertyAsync(entityId, "email", "EMAIL");
            for (var round = 0; round < Rounds; round++)
            {
                var matches = round % 2 == 1;
                var importId = await BeginAsync(server, entityId, round, matches);
                server = await KillAsync(server, importId, random, 3);
                await AssertWholeAsync(server, entityId, importId, matches);
                server = await UndoAsync(server, importId, random);
                Assert.Equal(0, await CountAsync(server, entityId));
            }
        }
        finally
        {
            server.Dispose();
        }
    }

    private Task<ServerProcess> StartAsync() => Postgres is null
        ? ServerProcess.StartAsync(folder.Path)
        : ServerProcess.StartAsync(folder.Path, ("Database:Provider", "Postgres"), ("ConnectionStrings:Crm", Postgres));

    /// <summary>Every tenth row is rejected; with matching every other row changes the one before it.</summary>
    private static async Task<string> BeginAsync(ServerProcess server, string entityId, int round, bool matches)
    {
        var csv = new StringBuilder("이름,email\r\n");
        for (var i = 0; i < Rows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"사람 {i},{(i % 10 == 9 ? "no mail" : $"p{(matches ? i / 2 : i)}@r{round}.example.com")}\r\n");
        }

        var upload = await Making.Made(ImportHost.UploadAsync(server.Client, entityId, Encoding.UTF8.GetBytes(csv.ToString()), "a.csv"));
        var importId = (string)upload["importId"]!;
        object request = new { columnMappings = upload["suggestedMappings"], matchOn = matches ? "data.email" : null };
        await Making.Made(server.Client.PostJson($"records/import/{importId}/run", request));
        return importId;
    }

    /// <summary>Kills the program as often as told while the import goes on; gives one in which it has ended.</summary>
    private async Task<ServerProcess> KillAsync(ServerProcess server, string importId, Random random, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var before = await ProgressAsync(server, importId);
            await Patience.UntilAsync(async () => before == Rows || await ProgressAsync(server, importId) != before);

            await Task.Delay(random.Next(60));
            server.Kill();
            server.Dispose();
            server = await StartAsync();
        }

        Assert.Equal("completed", (string?)(await ImportHost.OverAsync(server.Client, importId))["status"]);
        return server;
    }

    private static async Task AssertWholeAsync(ServerProcess server, string entityId, string importId, bool matches)
    {
        const int Rejected = Rows / 10;
        var status = (await server.Client.GetJson($"records/import/{importId}/status")).Body!;
        var updated = matches ? Enumerable.Range(0, Rows).Count(i => i % 2 == 1 && i % 10 != 9) : 0;

        Assert.Equal((Rows, Rejected, updated, Rows - Rejected - updated), (Number(status, "progress"), Number(status, "rejected"), Number(status, "updated"), Number(status, "created")));
        Assert.Equal(Rows - Rejected - updated, await CountAsync(server, entityId));
        using var anyone = new HttpClient();
        var lines = (await anyone.GetStringAsync(new Uri((string)status["rejectsUrl"]!))).Split("\r\n")[1..^1];
        Assert.Equal(Enumerable.Range(0, Rejected).Select(i => $"{(i * 10) + 11}"), lines.Select(line => line.Split(',')[0]));
    }

    private async Task<ServerProcess> UndoAsync(ServerProcess server, string importId, Random random)
    {
        var broken = server.Client.PostJson($"records/import/{importId}/undo", null);
        await Task.Delay(random.Next(300));
        server.Kill();
        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.Equal(0, (await broken).Code));
        server.Dispose();
        var next = await StartAsync();
        var undone = await Making.Made(next.Client.PostJson($"records/import/{importId}/undo", null));
        Assert.Empty(undone["kept"]!.AsArray());
        return next;
    }

    private static async Task<int> ProgressAsync(ServerProcess server, string importId) =>
        Number((await server.Client.GetJson($"records/import/{importId}/status")).Body!, "progress");

    private static async Task<int> CountAsync(ServerProcess server, string entityId) =>
        Number((await server.Client.PostJson("records/search/count", new { entityId, exact = true })).Body!, "count");

    private static int Number(JsonNode node, string name) => (int)node[name]!;
}
