using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Http;
using CrmAdmin.Http.OpenApi;
using Microsoft.AspNetCore.Routing;

namespace CrmAdmin.Tests.Http.OpenApi;

public sealed partial class ApiDocumentTests(CrmHost host) : IClassFixture<CrmHost>
{
    [Fact]
    public async Task Document_EveryRouteOfTheContract_IsDescribedWithExamplesAndRefusals()
    {
        var document = await ReadAsync();

        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(o => (Name: $"{o.Key.ToUpperInvariant()} {path.Key}", Operation: o.Value!))).ToList();

        Assert.NotEmpty(operations);
        Assert.Equal([], operations.Where(o => o.Operation["summary"] is null).Select(o => o.Name));
        Assert.Equal([], operations.Where(o => o.Operation["responses"]!["401"] is null || o.Operation["responses"]!["503"] is null).Select(o => o.Name));
        Assert.Equal([], operations.Where(o => o.Operation["requestBody"]?["content"]?["application/json"] is { } json && json["example"] is null).Select(o => o.Name));
    }

    [Fact]
    public void Descriptions_EveryMappedRoute_HasOne()
    {
        var known = host.Get<ApiDescriptions>().Operations;
        var mapped = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ContractRoute>() is not null)
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => ApiDescriptions.Name(m, e.RoutePattern.RawText!)));

        Assert.Equal([], mapped.Where(name => !known.ContainsKey(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_References_LeadSomewhere()
    {
        var document = await ReadAsync();
        var references = Values(document).OfType<JsonObject>().Select(o => (string?)o["$ref"]).OfType<string>().Distinct();

        Assert.All(references, r => Assert.NotNull(r[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part])));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui-bundle.js")]
    public async Task Get_OpenPage_NeedsNoCredential(string path)
    {
        using var client = host.Anonymous();

        // A program that has just started is not ready at once.
        var answer = await Patience.ForAsync(
            () => client.GetAsync(new Uri(path, UriKind.Relative)), a => path != "/readyz" || a.IsSuccessStatusCode, a => $"{path} answers {a.StatusCode}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Page_OfTheContract_TakesItsStylesFromThisProgram()
    {
        using var client = host.Anonymous();
        var page = await client.GetStringAsync(new Uri("/docs/index.html", UriKind.Relative));

        var styles = StyleLink().Matches(page).Select(link => link.Groups[1].Value + link.Groups[2].Value).ToList();

        Assert.Contains("/css/docs.css", styles);
        Assert.All(styles, style => Assert.DoesNotContain("//", style, StringComparison.Ordinal));
        foreach (var style in styles)
        {
            Assert.NotEmpty(await client.GetStringAsync(new Uri(style.StartsWith('/') ? style : "/docs/" + style, UriKind.Relative)));
        }
    }

    private async Task<JsonNode> ReadAsync()
    {
        using var client = host.Anonymous();
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
    }

    [GeneratedRegex("<link rel=\"stylesheet\"[^>]*href=\"([^\"]+)\"|<link href='([^']+)' rel='stylesheet'")]
    private static partial Regex StyleLink();

    private static IEnumerable<JsonNode> Values(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Values(m.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Values),
        _ => [],
    };
}
