using System.Text.Json.Nodes;
using CrmAdmin.Tests.Http;
using static CrmAdmin.Tests.Exports.Bulk.BulkExportHost;

namespace CrmAdmin.Tests.Exports.Bulk;

/// <summary>Kills the real program while it makes files of contacts and activities.</summary>
public sealed class BulkExportKillTests : IAsyncLifetime
{
    private const int Contacts = 20_000;
    private readonly TempFolder folder = new();

    private string Files => Path.Combine(folder.Path, "exports");

    public async Task InitializeAsync()
    {
        using var server = await StartAsync();
        var entityId = (string)(await Making.Made(server.Client.PostJson("entities", new { name = "연락처", slug = "contact" })))["entityId"]!;
        foreach (var part in Enumerable.Range(0, Contacts).Chunk(1000))
        {
            var made = await Making.Made(server.Client.PostJson("records/bulk/create", new { entityId, records = part.Select(n => new { name = $"사람 {n}" }) }));
            var activities = made["resultList"]!.AsArray().Select((r, i) => new
            {
                recordId = (string)r!["recordId"]!,
                type = $"type {i % 7}",
                date = "2026-04-02T00:00:00Z",
                payload = new { n = part[i], note = new string('가', 100) },
            });
            Assert.Equal(0, (int)(await Making.Made(server.Client.PostJson("activities/bulk", new { activities })))["errorCount"]!);
        }

        await server.StopAsync();
    }

    public Task DisposeAsync()
    {
        TestDatabase.Leave(folder.Path);
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Kill_AtAnyMoment_JobsEndFinishedWithWholeFiles()
    {
        var random = new Random(7);
        var server = await StartAsync();
        var requests = new[] { OfContacts(version: "v2"), OfActivities("v2") };
        var whole = new string[requests.Length];
        for (var i = 0; i < requests.Length; i++)
        {
            whole[i] = await CsvAsync(await OverAsync(server, await RequestAsync(server, requests[i])));
            Assert.Equal(Contacts + 2, whole[i].Split("\r\n").Length);
        }

        var jobs = new List<(string Id, int Kind)>();
        for (var round = 0; round < 6; round++)
        {
            jobs.Add((await RequestAsync(server, requests[round % 2]), round % 2));
            await (round < 2 ? Task.Delay(random.Next(1, 200)) : Patience.UntilAsync(() => Directory.GetFiles(Files).Length > round + 2));
            server.Kill();
            server.Dispose();
            server = await StartAsync();
        }

        foreach (var (id, kind) in jobs)
        {
            var export = await OverAsync(server, id);
            Assert.Equal(("finished", (long)Contacts), ((string?)export["status"], (long)export["progress"]!));
            Assert.Equal(whole[kind], await CsvAsync(export));
        }

        await Patience.UntilAsync(() => Directory.GetFiles(Files).Length == jobs.Count + requests.Length);
        Assert.DoesNotContain(Directory.GetFiles(Files), f => f.EndsWith(".tmp", StringComparison.Ordinal));
        await server.StopAsync();
        server.Dispose();
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartOnAsync(folder.Path);

    private static async Task<string> RequestAsync(ServerProcess server, object request) =>
        (string)(await Making.Made(server.Client.PostJson("/exports", request)))["id"]!;

    private static async Task<JsonNode> OverAsync(ServerProcess server, string id)
    {
        JsonNode export = null!;
        await Patience.UntilAsync(async () =>
        {
            export = (await server.Client.GetJson($"/exports/{id}")).Body!;
            return (string?)export["status"] is "finished" or "error";
        });
        return export;
    }

    private static async Task<string> CsvAsync(JsonNode export)
    {
        using var anyone = new HttpClient();
        return Unzip(await anyone.GetByteArrayAsync(new Uri((string)export["fileUrl"]!))).Text;
    }
}
