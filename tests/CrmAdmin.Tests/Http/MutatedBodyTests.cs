using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Access;

namespace CrmAdmin.Tests.Http;

/// <summary>No body, however spoilt, makes the server fail: every route's example is mutated and sent.</summary>
public sealed partial class MutatedBodyTests(CrmHost host) : IClassFixture<CrmHost>
{
    private const int Seed = 20261122;
    private const int BodiesARoute = 60;

    [Fact]
    public async Task Call_MutatedBody_IsNeverAServerError()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        await owner.PropertyAsync(entityId, "grade");
        var recordId = await owner.RecordAsync(entityId, "one", new { grade = "VIP" });
        var mutator = new BodyMutator(Seed);

        foreach (var (method, path, example) in await RoutesAsync())
        {
            var text = example.ToJsonString()
                .Replace("CRMET1260423081530123ENT11122233", entityId, StringComparison.Ordinal)
                .Replace("CRMRC1260423081530123REC11122233", recordId, StringComparison.Ordinal);
            var address = Parameter().Replace(path, match => match.Value == "{entityId}" ? entityId : recordId);
            for (var i = 0; i < BodiesARoute; i++)
            {
                await AssertNoFailureAsync(owner, method, address, mutator.Spoil(JsonNode.Parse(text)!));
            }
        }
    }

    private static async Task AssertNoFailureAsync(HttpClient client, HttpMethod method, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");

        var answer = await client.CallAsync(method, path, content);

        var sent = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 600)));
        Assert.True(answer.Code < 500, $"{method} {path}: {answer.Code} {answer.Body} for {sent}");
        Assert.True(answer.Body is not null, $"{method} {path}: {answer.Code} without a body for {sent}");
    }

    /// <summary>The plan is left alone: a quota met by chance would refuse everything after it.</summary>
    private async Task<List<(HttpMethod Method, string Path, JsonNode Example)>> RoutesAsync()
    {
        using var client = host.Anonymous();
        var document = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               let example = operation.Value!["requestBody"]?["content"]?["application/json"]?["example"]
               where example is not null && !path.Key.EndsWith("/plan", StringComparison.Ordinal)
               select (HttpMethod.Parse(operation.Key), path.Key, example),
        ];
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
