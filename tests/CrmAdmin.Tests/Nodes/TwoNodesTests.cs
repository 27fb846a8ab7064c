using System.Globalization;
using System.IO.Compression;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Nodes;

/// <summary>Two real processes on one PostgreSQL.</summary>
public sealed class TwoNodesTests
{
    [NodesFact]
    public async Task Start_TwoAtOnceOnAnEmptyDatabase_BothServe()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var nodes = await TwoNodes.StartAsync();
            var entityId = await nodes.A.Client.EntityAsync();
            Assert.Equal(200, (await nodes.B.Client.GetJson($"entities/{entityId}")).Code);
            Assert.Single((await nodes.B.Client.GetJson("api-keys"))["data"]!.AsArray());
            foreach (var node in new[] { nodes.A, nodes.B })
            {
                await Patience.ForAsync(() => node.Client.GetJson("/readyz"), answer => answer.Code == 200, answer => $"/readyz answers {answer.Code}");
            }
        }
    }

    [NodesFact]
    public async Task Start_TwoAtOnceWithDemo_MakeItOnce()
    {
        await using var nodes = await TwoNodes.StartAsync(("Demo:Enabled", "true"));
        var slugs = (await nodes.A.Client.GetJson("entities"))["data"]!.AsArray().Select(e => (string)e!["slug"]!).Order(StringComparer.Ordinal);

        Assert.Equal(["company", "contact"], slugs);
    }

    [NodesFact]
    public async Task Calls_ToOneNode_HoldOnTheOther()
    {
        await using var nodes = await TwoNodes.StartAsync(("Export:SyncLimit", "2"));
        await SignatureAsync(nodes);
        await KeyAsync(nodes);
        await RecordsAsync(nodes);
        await RepeatedRequestAsync(nodes);
        await ExportAsync(nodes);
        await BulkExportAsync(nodes);
    }

    /// <summary>A signature used on one node is refused on the other.</summary>
    private static async Task SignatureAsync(TwoNodes nodes)
    {
        var now = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        (string, string) header = ("Authorization", HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, now, "0123456789abcdef"));
        Assert.Equal(200, (await nodes.A.Client.GetJson("plan", header)).Code);
        Assert.Equal("DuplicatedSignature", (await nodes.B.Client.GetJson("plan", header)).ErrorCode);
    }

    /// <summary>A key made on one node works on the other at once, and stops within a second of being disabled.</summary>
    private static async Task KeyAsync(TwoNodes nodes)
    {
        var key = await Making.Made(nodes.A.Client.PostJson("api-keys", new { name = "k", role = "MEMBER" }));
        var signer = new HmacSigner((string)key["apiKey"]!, (string)key["apiSecret"]!, TimeProvider.System) { InnerHandler = new SocketsHttpHandler() };
        using var client = new HttpClient(signer) { BaseAddress = nodes.B.Client.BaseAddress };
        await TwoNodes.UntilAsync(() => client.GetJson("plan"), a => a.Code == 200, TimeSpan.FromSeconds(1.5));

        await Making.Made(nodes.A.Client.PatchJson($"api-keys/{key["apiKeyId"]}", new { disabled = true }));
        await TwoNodes.UntilAsync(() => client.GetJson("plan"), a => a.ErrorCode == "InvalidAPIKey", TimeSpan.FromSeconds(1.5));
    }

    /// <summary>Entities, properties, records, segments, the plan and cursors are the same on both.</summary>
    private static async Task RecordsAsync(TwoNodes nodes)
    {
        var entityId = await nodes.A.Client.EntityAsync();
        await nodes.B.Client.PropertyAsync(entityId, "grade");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await nodes.A.Client.RecordAsync(entityId, name, new { grade = "VIP" });
        }

        var first = await nodes.A.Client.PostJson("records/search/advanced", new { entityId, limit = 2, sortFields = new[] { "name" } });
        var second = await nodes.B.Client.PostJson("records/search/advanced", new { entityId, limit = 2, sortFields = new[] { "name" }, startKey = (string)first["nextKey"]! });
        Assert.Equal("c", (string?)Assert.Single(second["data"]!.AsArray())!["name"]);
    }

    /// <summary>An Idempotency-Key that one node has answered is repeated by the other.</summary>
    private static async Task RepeatedRequestAsync(TwoNodes nodes)
    {
        var body = new { name = "once" };
        var first = await Making.Made(nodes.A.Client.PostJson("entities", body, ("Idempotency-Key", "one")));
        var again = await Making.Made(nodes.B.Client.PostJson("entities", body, ("Idempotency-Key", "one")));
        Assert.Equal((string?)first["entityId"], (string?)again["entityId"]);
    }

    /// <summary>A job asked for on one node is seen on the other, whose link either serves.</summary>
    private static async Task ExportAsync(TwoNodes nodes)
    {
        var entityId = await nodes.A.Client.EntityAsync();
        await Making.Made(nodes.A.Client.PostJson("records/bulk/create", new { entityId, records = Enumerable.Range(0, 5).Select(i => new { name = $"n{i}" }) }));
        var job = (string)(await Making.Made(nodes.A.Client.PostJson("records/export/request", new { entityId, format = "csv" })))["jobId"]!;
        var status = await TwoNodes.UntilAsync(() => nodes.B.Client.GetJson($"records/export/{job}/status"), a => (string?)a["status"] == "completed");
        var link = new Uri((string)status["downloadUrl"]!);
        Assert.Equal(nodes.B.Client.BaseAddress!.Port, link.Port);
        using var anyone = new HttpClient();
        var fromB = await anyone.GetStringAsync(link);
        Assert.Equal(7, fromB.Split("\r\n").Length);
        Assert.Equal(fromB, await anyone.GetStringAsync(new Uri(nodes.A.Client.BaseAddress!, link.PathAndQuery)));
    }

    /// <summary>The same for /exports.</summary>
    private static async Task BulkExportAsync(TwoNodes nodes)
    {
        await Making.Made(nodes.A.Client.PostJson("entities", new { name = "contacts", slug = "contact" }));
        var made = await Making.Made(nodes.A.Client.PostJson("/exports", new { exportType = "contacts", dateFormat = "ISO", delimiter = "," }));
        var export = await TwoNodes.UntilAsync(() => nodes.B.Client.GetJson($"/exports/{made["id"]}"), a => (string?)a["status"] == "finished");
        using var anyone = new HttpClient();
        using var archive = new ZipArchive(await anyone.GetStreamAsync(new Uri((string)export["fileUrl"]!)));
        Assert.Single(archive.Entries);
    }
}
