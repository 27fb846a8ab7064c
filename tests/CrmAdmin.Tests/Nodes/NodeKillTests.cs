using System.Security.Cryptography;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Nodes;

/// <summary>Kills the node that runs a job; the other one must begin it again within a minute, and finish it.</summary>
public sealed class NodeKillTests
{
    private const int Records = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [NodesFact]
    public async Task Kill_NodeThatRunsAnExport_TheOtherFinishesIt()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var entityId = await FillAsync(nodes.A.Client);
        var undisturbed = await DigestAsync(await OverAsync(nodes.B.Client, await RequestAsync(nodes.A.Client, entityId)));

        var job = await RequestAsync(nodes.A.Client, entityId);
        var running = await RunningAsync(nodes);
        running.Kill();
        var survivor = running == nodes.A ? nodes.B : nodes.A;
        var other = survivor.Client;
        await Patience.ForAsync(
            async () => IsAtWork(nodes, survivor) || IsOver(await StatusAsync(other, job)), begun => begun, _ => "nobody has begun it again", Longest);
        var status = await OverAsync(other, job);

        Assert.Equal((long)Records, (long)status["progress"]!);
        Assert.Equal(undisturbed, await DigestAsync(status));
        await TwoNodes.UntilAsync(() => other.GetJson("plan"), _ => Directory.GetFiles(nodes.Exports).Length == 2);
        Assert.DoesNotContain(Directory.GetFiles(nodes.Exports), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    /// <summary>Records of enough text that their export takes a while.</summary>
    private static async Task<string> FillAsync(HttpClient client)
    {
        var entityId = await client.EntityAsync();
        await client.PropertyAsync(entityId, "memo", "LONG_TEXT");
        var memo = new string('m', 8000);
        foreach (var part in Enumerable.Range(0, Records).Chunk(1000))
        {
            await Making.Made(client.PostJson("records/bulk/create", new { entityId, records = part.Select(i => new { name = $"n{i}", data = new { memo = memo + i } }) }));
        }

        return entityId;
    }

    private static async Task<string> RequestAsync(HttpClient client, string entityId) =>
        (string)(await Making.Made(client.PostJson("records/export/request", new { entityId, format = "csv" })))["jobId"]!;

    private static Task<Answer> OverAsync(HttpClient client, string job) => TwoNodes.UntilAsync(() => StatusAsync(client, job), IsOver);

    private static Task<Answer> StatusAsync(HttpClient client, string job) => client.GetJson($"records/export/{job}/status");

    private static bool IsOver(Answer status) => (string?)status["status"] == "completed";

    private static async Task<string> DigestAsync(Answer status)
    {
        using var anyone = new HttpClient();
        return Convert.ToHexStringLower(SHA256.HashData(await anyone.GetByteArrayAsync(new Uri((string)status["downloadUrl"]!))));
    }

    /// <summary>The node that is at work.</summary>
    private static async Task<ServerProcess> RunningAsync(TwoNodes nodes)
    {
        var running = await Patience.ForAsync(
            () => Task.FromResult(new[] { nodes.A, nodes.B }.FirstOrDefault(node => IsAtWork(nodes, node))), node => node is not null, _ => "no node began the export");
        return running!;
    }

    /// <summary>Whether a node has an unfinished file open.</summary>
    private static bool IsAtWork(TwoNodes nodes, ServerProcess node) => node.HasOpen(file =>
        file.StartsWith(nodes.Exports, StringComparison.Ordinal) && file.EndsWith(".tmp", StringComparison.Ordinal));
}
