using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http.OpenApi;

namespace CrmAdmin.Tests.Http;

/// <summary>What the contract says of every path, held against every operation of the served document.</summary>
public sealed partial class EveryOperationTests(ApiConformanceTests.Fixture fixture) : IClassFixture<ApiConformanceTests.Fixture>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    private HttpClient Owner => fixture.Host.As(Role.Owner);

    [Fact]
    public async Task Path_ByAnotherMethod_Is405NamingTheMethodsThereAre()
    {
        foreach (var path in fixture.Operations().Select(operation => operation.Split(' ')[1]).Distinct())
        {
            var address = Parameter().Replace(path, "CRMXX1260423081530123ABC11122233");
            var known = MethodsOf(address);
            foreach (var method in Methods.Except(known))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                using var answer = await Owner.SendAsync(request);
                var body = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync())!;

                Assert.Equal((method, path, 405), (method, path, (int)answer.StatusCode));
                Assert.Equal(known.Order(StringComparer.Ordinal), answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
                AssertEnvelope(body, path);
            }
        }
    }

    [Theory]
    [InlineData("/crm-core")]
    [InlineData("/crm-core/")]
    [InlineData("/crm-core/v1")]
    [InlineData("/crm-core/v1/")]
    [InlineData("/crm-core/v1/nothing")]
    [InlineData("/crm-core/v1/records/a/b/c")]
    [InlineData("/crm-core/v1/Records//x")]
    [InlineData("/crm-core/v2/plan")]
    [InlineData("/crm-core/v1/%EA%B0%80")]
    [InlineData("/CRM-CORE/v1/nothing")]
    public async Task Route_Unknown_Is404InTheEnvelopeByEveryMethod(string path)
    {
        foreach (var method in Methods)
        {
            var answer = await Owner.CallAsync(new HttpMethod(method), path, null);

            Assert.Equal((method, 404), (method, answer.Code));
            AssertEnvelope(answer.Body, path);
        }
    }

    [Fact]
    public async Task Post_OfEveryOperationTwiceUnderOneKey_GivesTheFirstAnswerAgain()
    {
        await using var host = fixture.NewHost();
        var contacts = await WorldAsync(host, "POST /exports", "");
        foreach (var operation in fixture.Operations().Where(o => o.StartsWith("POST", StringComparison.Ordinal)))
        {
            var world = operation == "POST /exports" ? contacts : await WorldAsync(host, operation, Guid.NewGuid().ToString("N"));
            var call = new ApiCall(fixture, operation, world, []) { Client = host.As(Role.Owner) };
            if (call.Written is null && call.IsUpload)
            {
                continue;
            }

            var (path, key) = (await call.PathAsync(), ("Idempotency-Key", Guid.NewGuid().ToString()));
            var body = call.Example;
            if (operation.EndsWith("/entities", StringComparison.Ordinal))
            {
                body = new JsonObject { ["name"] = "twice" };
            }

            var first = await call.Client.CallAsync(HttpMethod.Post, path, body, key);
            var again = await call.Client.CallAsync(HttpMethod.Post, path, body, key);

            Assert.True(first.Code is 200 or 201, $"{operation}: {first.Code} {first.Body}");
            Assert.Equal((operation, first.Code), (operation, again.Code));
            Assert.False(first.Headers.Contains("Idempotent-Replayed"));
            Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
            Assert.Equal(WithoutSecrets(first.Body!), WithoutSecrets(again.Body!));
            Assert.Null(again["apiSecret"] ?? again["token"]);
        }
    }

    [Fact]
    public async Task Delete_OfEveryOperation_AnswersTheIdAlone_OfARecordItsItem_OfAnExportItsState()
    {
        foreach (var operation in fixture.Operations().Where(o => o.StartsWith("DELETE", StringComparison.Ordinal)))
        {
            var call = new ApiCall(fixture, operation, await WorldAsync(fixture.Host, operation, Guid.NewGuid().ToString("N")), []);
            var path = await call.PathAsync();

            var answer = await Making.Made(call.Client.DeleteJson(path));

            string[] members = call.PathParameters.Single() switch
            {
                "recordId" => ["recordId", "resultCode"],
                "jobId" => ["jobId", "status", "progress", "total"],
                var parameter => [parameter],
            };
            Assert.Equal((operation, string.Join(' ', members)), (operation, string.Join(' ', answer.Body!.AsObject().Select(m => m.Key).Except(["downloadUrl"]))));
            Assert.EndsWith("/" + answer[members[0]], path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Lists_OfTheDocument_ArePagedByStartKeyAlone()
    {
        var names = fixture.Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(operation => operation.Value!["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => ((string)parameter!["name"]!).ToLowerInvariant()).ToHashSet();

        Assert.Contains("startkey", names);
        Assert.DoesNotContain(names, name => name is "offset" or "page" or "skip" or "from_index");
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    /// <summary>The methods of every path that an address fits: «records/trash» may be the id of a record, too.</summary>
    private string[] MethodsOf(string address) =>
    [
        .. fixture.Operations().Select(operation => operation.Split(' '))
            .Where(parts => Regex.IsMatch(address, $"^{Parameter().Replace(parts[1], "[^/]+")}$", RegexOptions.CultureInvariant))
            .Select(parts => parts[0]).Distinct(),
    ];

    private static string WithoutSecrets(JsonNode body)
    {
        var copy = body.DeepClone().AsObject();
        copy.Remove("apiSecret");
        copy.Remove("token");
        return copy.ToJsonString();
    }

    private static async Task<ApiWorld> WorldAsync(CrmHost host, string operation, string suffix)
    {
        var world = new ApiWorld(host, operation);
        await world.MakeAsync(suffix);
        return world;
    }

    /// <summary>Below /exports a refusal has its own shape.</summary>
    private static void AssertEnvelope(JsonNode? body, string path)
    {
        string[] members = path.StartsWith("/exports", StringComparison.Ordinal) ? ["title", "status", "detail"] : ["errorCode", "errorMessage"];
        Assert.Equal(members, body!.AsObject().Select(member => member.Key));
        Assert.All(body.AsObject(), member => Assert.NotEmpty(member.Value!.ToString()));
    }
}
