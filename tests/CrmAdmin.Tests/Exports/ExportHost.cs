using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Exports;

/// <summary>The program with one entity of people, and what a test of exports says to it.</summary>
public sealed class ExportHost : IAsyncDisposable
{
    public CrmHost Host { get; init; } = new();

    /// <summary>The entity.</summary>
    public string EntityId { get; private set; } = "";

    /// <summary>Ids of the properties by their key.</summary>
    public Dictionary<string, string> Properties { get; } = [];

    /// <summary>Begins with the entity and no record.</summary>
    public static async Task<ExportHost> StartAsync(CrmHost? host = null)
    {
        var started = new ExportHost { Host = host ?? new CrmHost() };
        await started.MakeEntityAsync();
        return started;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public async Task<string> PropertyAsync(string key, string fieldType, bool isMasked = false, params string[] options)
    {
        var answer = await Host.As(Role.Owner).PostJson($"entities/{EntityId}/properties", new
        {
            name = key,
            key,
            fieldType,
            isMasked,
            options = options.Select(o => new { label = o, value = o }),
        });
        Assert.Equal(200, answer.Code);
        return Properties[key] = (string)answer["propertyId"]!;
    }

    /// <summary>Makes records; gives their ids.</summary>
    public async Task<string[]> RecordsAsync(params IEnumerable<object> records)
    {
        var answer = await Host.As(Role.Owner).PostJson("records/bulk/create", new { entityId = EntityId, records });
        Assert.Equal((200, 0), (answer.Code, (int)answer["errorCount"]!));
        return [.. answer["resultList"]!.AsArray().Select(r => (string)r!["recordId"]!)];
    }

    /// <summary>So many people named by their number, in requests of a thousand.</summary>
    public async Task PeopleAsync(int count)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(1000))
        {
            await RecordsAsync(part.Select(i => (object)new { name = $"사람 {i}", data = new { age = i } }));
        }
    }

    public Task<Answer> RequestAsync(Role role, object body) => Host.As(role).PostJson("records/export/request", body);

    /// <summary>Asks for a file that is made at once, and reads it.</summary>
    public async Task<string> CsvAsync(Role role, object body)
    {
        var answer = await RequestAsync(role, body);
        Assert.Equal((200, "sync"), (answer.Code, (string?)answer["mode"]));
        return Encoding.UTF8.GetString(await BytesAsync((string)answer["downloadUrl"]!));
    }

    public async Task<byte[]> BytesAsync(string url)
    {
        using var answer = await DownloadAsync(url);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
        return bytes;
    }

    public async Task<HttpResponseMessage> DownloadAsync(string url, HttpMethod? method = null, string? range = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(url));
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        return await Host.Anonymous().SendAsync(request);
    }

    /// <summary>Starts a job; gives its id.</summary>
    public async Task<string> JobAsync(Role role, object body)
    {
        var answer = await RequestAsync(role, body);
        Assert.Equal((200, "async"), (answer.Code, (string?)answer["mode"]));
        return (string)answer["jobId"]!;
    }

    public Task<Answer> StatusAsync(Role role, string jobId) => Host.As(role).GetJson($"records/export/{jobId}/status");

    /// <summary>Waits until a job is over; gives its last status.</summary>
    public Task<JsonNode> OverAsync(Role role, string jobId) =>
        UntilAsync(role, jobId, status => (string?)status["status"] is "completed" or "failed" or "canceled");

    public Task<JsonNode> UntilAsync(Role role, string jobId, Func<JsonNode, bool> reached) =>
        Patience.ForAsync(async () => (await StatusAsync(role, jobId)).Body!, reached, status => status.ToJsonString());

    /// <summary>The names of the files that lie in the exports' folder.</summary>
    public string[] Files()
    {
        var folder = Path.Combine(Host.App.StoragePath, "exports");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!)] : [];
    }

    private async Task MakeEntityAsync()
    {
        var slug = "e" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        var answer = await Host.As(Role.Owner).PostJson("entities", new { name = "고객 " + slug, slug });
        Assert.Equal(200, answer.Code);
        EntityId = (string)answer["entityId"]!;
        await PropertyAsync("age", "NUMBER");
    }
}
