using System.Net;
using System.Text;
using CrmAdmin.Access;

namespace CrmAdmin.Tests.Http;

public sealed class EnvelopeTests(CrmHost host) : IClassFixture<CrmHost>
{
    [Theory]
    [InlineData("GET", "/crm-core", 404, "ResourceNotFound")]
    [InlineData("GET", "/crm-core/v1/nothing", 404, "ResourceNotFound")]
    [InlineData("POST", "/crm-core/v2/records", 404, "ResourceNotFound")]
    [InlineData("PUT", "/crm-core/v1/plan", 405, "MethodNotAllowed")]
    [InlineData("GET", "/crm-core/v1/audit-log?limit=0", 400, "ValidationError")]
    [InlineData("GET", "/crm-core/v1/audit-log?limit=201", 400, "ValidationError")]
    [InlineData("GET", "/crm-core/v1/audit-log?limit=1&limit=2", 400, "ValidationError")]
    [InlineData("GET", "/crm-core/v1/audit-log?actor=%00", 400, "ValidationError")]
    [InlineData("GET", "/crm-core/v1/audit-log?startKey=abc", 400, "InvalidStartKey")]
    [InlineData("PATCH", "/crm-core/v1/api-keys/unknown", 404, "ResourceNotFound")]
    public async Task Call_Refused_AnswersByTheTable(string method, string path, int status, string code)
    {
        var answer = await host.As(Role.Owner).CallAsync(new HttpMethod(method), path, method == "PATCH" ? new { } : null);

        Assert.Equal((status, code), (answer.Code, answer.ErrorCode));
        Assert.NotEmpty((string?)answer["errorMessage"] ?? "");
    }

    [Theory]
    [InlineData("/crm-core/v1/nothing")]
    [InlineData("/crm-core/v1/plan")]
    [InlineData("/crm-core")]
    public async Task Call_WithoutCredential_IsUnauthorizedOnEveryPath(string path)
    {
        using var client = host.Anonymous();

        var answer = await client.CallAsync(HttpMethod.Put, path, null);

        Assert.Equal((401, "Unauthorized", "권한이 없습니다."), (answer.Code, answer.ErrorCode, (string?)answer["errorMessage"]));
    }

    [Theory]
    [InlineData("Basic abc", "Unauthorized")]
    [InlineData("apiKey " + CrmApp.OwnerKey + ":" + CrmApp.OwnerSecret, "Unauthorized")]
    [InlineData("Bearer nothing", "InvalidToken")]
    public async Task Call_OtherScheme_IsUnauthorized(string header, string code)
    {
        using var client = host.Anonymous();

        var answer = await client.GetJson("plan", ("Authorization", header));

        Assert.Equal((401, code), (answer.Code, answer.ErrorCode));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("en", false)]
    [InlineData("en-GB,en;q=0.9,ko;q=0.8", false)]
    [InlineData("ko,en", true)]
    [InlineData("fr", true)]
    [InlineData("fr,en;q=0.1", false)]
    [InlineData("*,en;q=0.5", true)]
    [InlineData("en;q=0", true)]
    [InlineData("en;q=nonsense", true)]
    public async Task Message_Language_FollowsAcceptLanguage(string? accepted, bool korean)
    {
        using var client = host.Anonymous();

        var answer = accepted is null ? await client.GetJson("plan") : await client.GetJson("plan", ("Accept-Language", accepted));

        Assert.Equal(korean ? "권한이 없습니다." : "You are not identified.", (string?)answer["errorMessage"]);
    }

    [Fact]
    public async Task Call_RoleTooLow_IsForbiddenBeforeTheBodyIsRead()
    {
        var answer = await host.As(Role.Member).PostJson("api-keys", "not json");

        Assert.Equal((403, "Forbidden"), (answer.Code, answer.ErrorCode));
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"role\":\"BOSS\"}", "ValidationError", "role")]
    [InlineData("{\"name\":\"a\",\"role\":3}", "ValidationError", "role")]
    [InlineData("{\"name\":7,\"role\":\"VIEWER\"}", "ValidationError", "name")]
    [InlineData("{\"role\":\"VIEWER\"}", "ValidationError", "name")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\",\"role\":\"VIEWER\"}", "InvalidJson", null)]
    [InlineData("{\"name\":\"a\\u0000\",\"role\":\"VIEWER\"}", "InvalidJson", null)]
    [InlineData("{\"name\":\"\\ud800\",\"role\":\"VIEWER\"}", "InvalidJson", null)]
    [InlineData("{\"other\":1e400}", "InvalidJson", null)]
    [InlineData("{", "InvalidJson", null)]
    [InlineData("", "InvalidJson", null)]
    [InlineData("null", "ValidationError", "")]
    public async Task Call_WrongBody_NamesThePlace(string body, string code, string? path)
    {
        var answer = await host.As(Role.Owner).PostJson("api-keys", body);

        Assert.Equal((400, code), (answer.Code, answer.ErrorCode));
        Assert.Equal(path, (string?)answer["details"]?[0]?["path"]);
    }

    [Fact]
    public async Task Call_LargeOrForeignBody_SizeIsRefusedBeforeType()
    {
        using var large = new StringContent(new string('x', (10 * 1024 * 1024) + 1), Encoding.UTF8, "text/plain");
        using var foreign = new StringContent("{}", Encoding.UTF8, "text/plain");

        Assert.Equal("PayloadTooLarge", (await host.As(Role.Owner).PostJson("api-keys", large)).ErrorCode);
        Assert.Equal("UnsupportedMediaType", (await host.As(Role.Owner).PostJson("api-keys", foreign)).ErrorCode);
    }

    [Fact]
    public async Task Call_UnknownExportsPath_AnswersInItsOwnShape()
    {
        using var client = host.Anonymous();

        var unidentified = await client.GetJson("/exports/nothing/at/all");
        var wrongSecret = await client.GetJson("/exports/nothing/at/all", ("Authorization", $"apiKey {CrmApp.OwnerKey}:wrong"));
        var unknown = await client.GetJson("/exports/nothing/at/all", ("Authorization", $"apiKey {CrmApp.OwnerKey}:{CrmApp.OwnerSecret}"));

        Assert.Equal((401, 401, "Unauthorized"), (unidentified.Code, (int)unidentified["status"]!, (string?)unidentified["title"]));
        Assert.Equal(401, wrongSecret.Code);
        Assert.Equal((404, "Not Found"), (unknown.Code, (string?)unknown["title"]));
        Assert.NotEmpty((string?)unknown["detail"] ?? "");
    }

    [Fact]
    public async Task Call_Answered_IsNeverStored()
    {
        using var answer = await host.As(Role.Owner).GetAsync(new Uri("/crm-core/v1/plan", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }
}
