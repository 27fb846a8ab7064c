using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Imports;

/// <summary>The program with one entity of people, and what a test of imports says to it.</summary>
public sealed class ImportHost(CrmHost host)
{

    public string EntityId { get; private set; } = "";

    /// <summary>Ids of the properties by their key.</summary>
    public Dictionary<string, string> Properties { get; } = [];

    public HttpClient Owner => host.As(Role.Owner);

    public static async Task<ImportHost> StartAsync(CrmHost host)
    {
        var started = new ImportHost(host);
        started.EntityId = await started.Owner.EntityAsync("고객");
        foreach (var (key, type) in new[]
        {
            ("email", "EMAIL"), ("phone", "PHONE"), ("age", "NUMBER"), ("born", "DATE"), ("seen", "DATETIME"), ("active", "BOOLEAN"), ("memo", "TEXT"),
        })
        {
            started.Properties[key] = await started.Owner.PropertyAsync(started.EntityId, key, type);
        }

        await started.ChoiceAsync("grade", "DROPDOWN");
        await started.ChoiceAsync("hobbies", "MULTI_CHECKBOX");
        return started;
    }

    public Task<Answer> UploadAsync(string csv, string name = "고객.csv", Role role = Role.Owner) => UploadAsync(Encoding.UTF8.GetBytes(csv), name, role);

    public Task<Answer> UploadAsync(byte[] file, string name = "고객.csv", Role role = Role.Owner) =>
        UploadAsync(host.As(role), EntityId, file, name);

    public static async Task<Answer> UploadAsync(HttpClient client, string? entityId, byte[]? file, string name)
    {
        using var body = new MultipartFormDataContent();
        if (file is not null)
        {
            body.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } }, "file", name);
        }

        if (entityId is not null)
        {
            body.Add(new StringContent(entityId), "entityId");
        }

        return await client.PostJson("records/import", body);
    }

    public Task<Answer> RunAsync(string importId, object request, Role role = Role.Owner) =>
        host.As(role).PostJson($"records/import/{importId}/run", request);

    /// <summary>Uploads a file, runs it and waits until it is over; gives its id and its last status.</summary>
    public async Task<(string ImportId, JsonNode Status)> ImportAsync(string csv, object mappings, string? matchOn = null, Role role = Role.Owner) =>
        await ImportAsync(Encoding.UTF8.GetBytes(csv), new { columnMappings = mappings, matchOn }, role);

    public async Task<(string ImportId, JsonNode Status)> ImportAsync(byte[] file, object request, Role role = Role.Owner)
    {
        var importId = (string)(await Making.Made(UploadAsync(file, "고객.csv", role)))["importId"]!;
        await Making.Made(RunAsync(importId, request, role));
        return (importId, await OverAsync(host.As(role), importId));
    }

    public static Task<JsonNode> OverAsync(HttpClient client, string importId) => Patience.ForAsync(
        async () => (await Making.Made(client.GetJson($"records/import/{importId}/status"))).Body!,
        status => (string?)status["status"] is "completed" or "failed" or "canceled",
        status => status.ToJsonString());

    /// <summary>The rejects file's text without its byte order mark.</summary>
    public async Task<string> RejectsAsync(JsonNode status) =>
        (await host.Anonymous().GetStringAsync(new Uri((string)status["rejectsUrl"]!))).TrimStart('\uFEFF');

    /// <summary>The live records by name.</summary>
    public async Task<Dictionary<string, JsonNode>> RecordsAsync()
    {
        var found = await Owner.PostJson("records/search/advanced", new { entityId = EntityId, limit = 200 });
        return found["data"]!.AsArray().ToDictionary(record => (string)record!["name"]!, record => record!);
    }

    /// <summary>A record's value of a property, as JSON; «-» for empty.</summary>
    public string Value(JsonNode record, string key) => record["data"]![Properties[key]]?.ToJsonString(Plain) ?? "-";

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task ChoiceAsync(string key, string fieldType)
    {
        var options = new[] { new { label = "브이아이피", value = "vip" }, new { label = "일반|보통", value = "b|c" }, new { label = "새 고객", value = "new" } };
        var made = await Making.Made(Owner.PostJson($"entities/{EntityId}/properties", new { name = key, key, fieldType, options }));
        Properties[key] = (string)made["propertyId"]!;
    }
}
