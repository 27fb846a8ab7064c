using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http.OpenApi;

namespace CrmAdmin.Tests.Http;

/// <summary>No path, query or header, however odd, makes the server fail: every operation is called with each.</summary>
public sealed partial class MutatedRequestTests(ApiConformanceTests.Fixture fixture) : IClassFixture<ApiConformanceTests.Fixture>
{
    /// <summary>As they stand in an address: some are no UTF-8, some nothing at all.</summary>
    private static readonly string[] Odd =
    [
        "", "%00", "%ED%A0%80", "%FF%FE", "%25", "%2F", "..%2F..", "%0D%0Ax:y", "%20", "-1", "0", "201", "1e3", "99999999999999999999", "NaN", "null", "true", "[]", "%7B%7D",
        "%F0%9F%98%80", "%ED%99%8D", "e%CC%81", "%27%20OR%201=1--", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999-14:00", "2026-02-30", "data.x", "CRMRC1",
        "%7B%22name%22:%7B%22op%22:%22eq%22,%22value%22:%22%5Cud800%22%7D%7D", "%7B%22name%22:%7B%22op%22:%22in%22,%22value%22:[]%7D%7D", new string('x', 5000),
    ];

    private static readonly (string Name, string Value)[] OddHeaders =
    [
        ("If-Match", "*"), ("If-Match", "\"\""), ("If-Match", "W/\"1\", \"2\""), ("If-Match", "\"99999999999999999999\""), ("If-Match", "x"),
        ("Accept-Language", "*"), ("Accept-Language", "xx-XX;q=2,en;q=x"), ("Accept-Language", new string('e', 3000)),
        ("Idempotency-Key", ""), ("Idempotency-Key", new string('k', 256)), ("Range", "bytes=-1,5-3,x"), ("Range", "bytes=99999999999999999999-"),
        ("Content-Encoding", "gzip"), ("Accept", "image/png"), ("X-HTTP-Method-Override", "DELETE"), ("Host", "localhost"), ("X-Forwarded-Host", "evil.example.com"),
    ];

    [Fact]
    public async Task Call_OddPathQueryOrHeader_IsNeverAServerError()
    {
        // The plan is left alone: it decides what others answer.
        foreach (var operation in fixture.Operations().Where(o => !o.EndsWith("/plan", StringComparison.Ordinal)))
        {
            var world = new ApiWorld(fixture.Host, operation);
            await world.MakeAsync(operation == "GET /exports/{id}" ? "" : Guid.NewGuid().ToString("N"));
            var call = new ApiCall(fixture, operation, world, []);
            var path = await call.PathAsync();
            foreach (var odd in OddPaths(operation).Concat(OddQueries(call, path)))
            {
                await AssertNoFailureAsync(operation, odd);
            }

            foreach (var header in OddHeaders)
            {
                await AssertNoFailureAsync(operation, path + call.NeededQuery, header);
            }
        }
    }

    /// <summary>A path with U+0000 is refused before it comes to the program.</summary>
    private static IEnumerable<string> OddPaths(string operation) => Parameter().IsMatch(operation)
        ? Odd.Where(value => value is not ("" or "%00")).Select(value => Parameter().Replace(operation.Split(' ')[1], value))
        : [];

    private static IEnumerable<string> OddQueries(ApiCall call, string path)
    {
        foreach (var name in call.Queries)
        {
            foreach (var odd in Odd)
            {
                yield return $"{path}{call.NeededQuery}{(call.NeededQuery.Length == 0 ? '?' : '&')}{name}={odd}";
            }

            yield return $"{path}?{name}=1&{name}=2";
            yield return $"{path}?{name}&&=&%00=%00&{name}";
        }
    }

    private async Task AssertNoFailureAsync(string operation, string path, params (string Name, string Value)[] headers)
    {
        var method = new HttpMethod(operation.Split(' ')[0]);
        var answer = await fixture.Host.As(Role.Owner).CallAsync(method, path, method == HttpMethod.Get || method == HttpMethod.Head ? null : "{}", headers);

        var sent = $"{operation}: {path[..Math.Min(path.Length, 300)]} {string.Join(' ', headers)}";
        Assert.True(answer.Code < 500, $"{sent}: {answer.Code} {answer.Body}");
        Assert.True(answer.Code < 400 || answer.Body is not null || method == HttpMethod.Head, $"{sent}: {answer.Code} without a body");
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
