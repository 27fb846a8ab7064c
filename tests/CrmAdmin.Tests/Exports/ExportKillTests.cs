using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Exports;

/// <summary>
/// Kills the real program while it exports. EXPORT_KILL_ROUNDS says how often (12), EXPORT_KILL_POSTGRES (a connection
/// string to an empty database) does it on PostgreSQL.
/// </summary>
public sealed class ExportKillTests : IAsyncLifetime
{
    private const int Records = 60_000;
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("EXPORT_KILL_POSTGRES");
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("EXPORT_KILL_ROUNDS") ?? "12", CultureInfo.InvariantCulture);
    private readonly TempFolder folder = new();
    private string entityId = "";
    private string wholeDigest = "";

    private string Files => Path.Combine(folder.Path, "exports");

    public async Task InitializeAsync()
    {
        using var server = await StartAsync();
        entityId = (string)(await server.Client.PostJson("entities", new { name = "고객", slug = "customers" }))["entityId"]!;
        await server.Client.PostJson($"entities/{entityId}/properties", new { name = "메모", key = "memo", fieldType = "TEXT" });
        for (var i = 0; i < Records; i += 1000)
        {
            var records = Enumerable.Range(i, 1000).Select(n => new { name = $"사람 {n}", data = new { memo = new string('가', 100) + n } });
            var answer = await server.Client.PostJson("records/bulk/create", new { entityId, records });
            Assert.Equal((200, 0), (answer.Code, (int)answer["errorCount"]!));
        }

        var undisturbed = await OverAsync(server, await RequestAsync(server));
        wholeDigest = await DigestAsync(undisturbed);
        await server.StopAsync();
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Kill_AtAnyMoment_JobsEndCompletedWithWholeFiles()
    {
        var random = new Random(7);
        var jobs = new List<string>();
        var server = await StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var whole = Whole().Length;
            jobs.Add(await RequestAsync(server));
            await MomentAsync(round, whole, random);
            Kill(server);
            server = await StartAsync();
            if (round % 4 == 3)
            {
                // Killed again while it makes up for the last time.
                await Task.Delay(random.Next(1, 400));
                Kill(server);
                server = await StartAsync();
            }
        }

        foreach (var job in jobs)
        {
            var status = await OverAsync(server, job);
            Assert.Equal(("completed", job, Records), ((string?)status["status"], (string?)status["jobId"], (int)status["progress"]!));
            Assert.Equal(wholeDigest, await DigestAsync(status));
        }

        // One file each, the undisturbed run's too, and nothing else.
        await Patience.UntilAsync(() => Directory.GetFiles(Files).Length == jobs.Count + 1);
        Assert.DoesNotContain(Directory.GetFiles(Files), f => f.EndsWith(".tmp", StringComparison.Ordinal));
        await server.StopAsync();
        server.Dispose();
    }

    [Fact]
    public async Task Terminate_InTheMiddle_TheNextStartEndsTheJob()
    {
        using var first = await StartAsync();
        var job = await RequestAsync(first);
        await Patience.UntilAsync(() => Unfinished().Any(f => Size(f) > 100_000) || Whole().Length > 1);
        await first.StopAsync();
        Assert.Empty(Unfinished());

        using var second = await StartAsync();
        var status = await OverAsync(second, job);
        Assert.Equal("completed", (string?)status["status"]);
        Assert.Equal(wholeDigest, await DigestAsync(status));
    }

    /// <summary>Waits for the moment of a round: before pickup, in the middle, around the renaming, at random.</summary>
    private async Task MomentAsync(int round, int whole, Random random)
    {
        switch (round % 4)
        {
            case 0:
                break;
            case 1:
                await Patience.UntilAsync(() => Unfinished().Any(f => Size(f) > 1_000_000) || Whole().Length > whole);
                break;
            case 2:
                await Patience.UntilAsync(() => Whole().Length > whole);
                break;
            default:
                await Task.Delay(random.Next(1, 600));
                break;
        }
    }

    /// <summary>Kills the program; whatever then has its final name must be whole.</summary>
    private void Kill(ServerProcess server)
    {
        server.Kill();
        server.Dispose();
        Assert.All(Whole(), f => Assert.Equal(wholeDigest, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))));
    }

    private string[] Whole() => Directory.GetFiles(Files, "*.csv");

    private string[] Unfinished() => Directory.GetFiles(Files, "*.tmp");

    private static long Size(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;

    private Task<ServerProcess> StartAsync() => Postgres is null
        ? ServerProcess.StartAsync(folder.Path)
        : ServerProcess.StartAsync(folder.Path, ("Database:Provider", "Postgres"), ("ConnectionStrings:Crm", Postgres));

    private async Task<string> RequestAsync(ServerProcess server)
    {
        var answer = await server.Client.PostJson("records/export/request", new { entityId, format = "csv", columns = new[] { "recordId", "name", "data.memo" } });
        Assert.Equal((200, "async"), (answer.Code, (string?)answer["mode"]));
        return (string)answer["jobId"]!;
    }

    private static async Task<JsonNode> OverAsync(ServerProcess server, string job)
    {
        JsonNode status = null!;
        await Patience.UntilAsync(async () =>
        {
            status = (await server.Client.GetJson($"records/export/{job}/status")).Body!;
            return (string?)status["status"] is "completed" or "failed" or "canceled";
        });
        return status;
    }

    private static async Task<string> DigestAsync(JsonNode status)
    {
        using var anyone = new HttpClient();
        return Convert.ToHexStringLower(SHA256.HashData(await anyone.GetByteArrayAsync(new Uri((string)status["downloadUrl"]!))));
    }
}
