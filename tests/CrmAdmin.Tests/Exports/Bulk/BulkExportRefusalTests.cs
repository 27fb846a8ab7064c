using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;
using static CrmAdmin.Tests.Exports.Bulk.BulkExportHost;

namespace CrmAdmin.Tests.Exports.Bulk;

public sealed class BulkExportRefusalTests : IAsyncLifetime
{
    private BulkExportHost exports = null!;

    public async Task InitializeAsync() => exports = await StartAsync();

    public async Task DisposeAsync() => await exports.DisposeAsync();

    [Theory]
    [InlineData("""{}""", "exportType dateFormat delimiter")]
    [InlineData("""{"exportType":"orders","dateFormat":"LLLL","delimiter":"\t","version":"v3"}""", "exportType dateFormat delimiter version")]
    [InlineData("""{"exportType":1,"dateFormat":null,"delimiter":[","],"version":2}""", "exportType dateFormat delimiter version")]
    [InlineData("""{"exportType":"contacts","dateFormat":"iso","delimiter":","}""", "dateFormat")]
    [InlineData("""{"exportType":"contacts","dateFormat":"ISO","delimiter":",","filters":[]}""", "filters")]
    [InlineData("""{"exportType":"contacts","dateFormat":"ISO","delimiter":",","filters":{"segmentId":"CRMSG1260423081530123SEG11122233"}}""", "filters.segmentId")]
    [InlineData("""{"exportType":"contacts","dateFormat":"ISO","delimiter":",","filters":{"segmentId":7}}""", "filters.segmentId")]
    [InlineData("""{"exportType":"contacts","dateFormat":"ISO","delimiter":",","filters":{"activityTypes":["a"],"fromDate":"2026-04-01T00:00:00Z","toDate":"2026-04-02T00:00:00Z"}}""", "filters.activityTypes filters.fromDate filters.toDate")]
    [InlineData("""{"exportType":"activities","dateFormat":"ISO","delimiter":","}""", "filters.fromDate filters.toDate")]
    [InlineData("""{"exportType":"activities","dateFormat":"ISO","delimiter":",","filters":{"fromDate":"2026-04-01","toDate":"2026-04-02T00:00:00"}}""", "filters.fromDate filters.toDate")]
    [InlineData("""{"exportType":"activities","dateFormat":"ISO","delimiter":",","filters":{"fromDate":"2026-04-02T00:00:00Z","toDate":"2026-04-02T08:59:59+09:00"}}""", "filters.toDate")]
    [InlineData("""{"exportType":"activities","dateFormat":"ISO","delimiter":",","filters":{"fromDate":"2026-04-01T00:00:00Z","toDate":"2026-05-02T00:00:00.001Z"}}""", "filters.toDate")]
    [InlineData("""{"exportType":"activities","dateFormat":"ISO","delimiter":",","filters":{"activityTypes":"a","fromDate":"2026-04-01T00:00:00Z","toDate":"2026-04-02T00:00:00Z"}}""", "filters.activityTypes")]
    [InlineData("""{"exportType":"activities","dateFormat":"ISO","delimiter":",","filters":{"activityTypes":["a",1,""],"fromDate":"2026-04-01T00:00:00Z","toDate":"2026-04-02T00:00:00Z"}}""", "filters.activityTypes[1] filters.activityTypes[2]")]
    [InlineData("""[]""", "")]
    public async Task Post_WrongOrMissingValue_Is422NamingEveryPlace(string body, string paths)
    {
        var answer = await exports.Owner.PostJson("/exports", body, ("Accept-Language", "en"));

        Assert.Equal((422, 422, "Unprocessable Entity"), (answer.Code, (int)answer["status"]!, (string?)answer["title"]));
        Assert.Equal("The input is not valid.", (string?)answer["detail"]);
        Assert.Equal(paths, string.Join(' ', answer["validationErrors"]!.AsArray().Select(e => (string)e!["path"]!)));
        Assert.All(answer["validationErrors"]!.AsArray(), e => Assert.False(string.IsNullOrEmpty((string?)e!["reason"])));
        Assert.Equal(["title", "status", "detail", "validationErrors"], answer.Body!.AsObject().Select(m => m.Key));
    }

    [Theory]
    [InlineData("2026-04-01T00:00:00Z", "2026-05-02T00:00:00Z")]
    [InlineData("2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z")]
    public async Task Post_Exactly31DaysOrNone_IsTaken(string from, string to) =>
        Assert.Equal(201, (await exports.Owner.PostJson("/exports", OfActivities("v1", from, to))).Code);

    [Fact]
    public async Task Post_SegmentOfAnotherEntity_Is422()
    {
        var entity = await exports.Owner.EntityAsync();
        var segment = (string)(await exports.Owner.PostJson("segments", new { entityId = entity, name = "s", conditions = new { @operator = "AND", conditions = Array.Empty<object>() } }))["segmentId"]!;

        Assert.Equal("422 filters.segmentId", Problem(await exports.Owner.PostJson("/exports", OfContacts(segment))));
        Assert.Equal("422 filters.segmentId", Problem(await exports.Owner.PostJson("/exports", OfActivities(segmentId: segment))));
    }

    [Fact]
    public async Task Post_WithoutContacts_Is422()
    {
        await using var host = new CrmHost();
        Assert.Equal("422 exportType", Problem(await host.As(Role.Owner).PostJson("/exports", OfContacts())));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"exportType":"contacts","exportType":"contacts"}""")]
    public async Task Post_UnparsableJson_Is400(string body) => AssertProblem(400, await exports.Owner.PostJson("/exports", body));

    [Fact]
    public async Task List_AlteredCursor_Is400AndWrongLimitIs422()
    {
        AssertProblem(400, await exports.Owner.GetJson("/exports?startKey=abc"));
        Assert.Equal("422 limit", Problem(await exports.Owner.GetJson("/exports?limit=201")));
    }

    [Fact]
    public async Task Call_NoCredentialUnknownKeyOrWrongSecret_Is401()
    {
        using var client = exports.Host.Anonymous();
        AssertProblem(401, await client.PostJson("/exports", OfContacts()));
        foreach (var credential in new[]
        {
            "apiKey", "apiKey x", "apiKey NCSUNKNOWN000001:YOUR_API_SECRET", $"apiKey {CrmApp.OwnerKey}:wrong", $"apiKey {CrmApp.OwnerKey}", "Bearer x", "Basic x",
            "HMAC-SHA256 apiKey=x", HmacSigner.Header(CrmApp.OwnerKey, "wrong", Now(), "0123456789abcdef"), HmacSigner.Header("NCSUNKNOWN000001", "x", Now(), "0123456789abcdef"),
        })
        {
            var answer = await client.GetJson("/exports", ("Authorization", credential));
            AssertProblem(401, answer);
            Assert.Contains("apiKey", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Call_EachOfTheThreeCredentials_IsTaken()
    {
        var token = (string)(await exports.Owner.PostJson("tokens", new { name = "t", role = "MEMBER", expiresAt = DateTime.UtcNow.AddDays(1) }))["token"]!;
        using var client = exports.Host.Anonymous();
        foreach (var credential in new[]
        {
            $"apiKey {CrmApp.OwnerKey}:{CrmApp.OwnerSecret}", $"APIKEY {CrmApp.OwnerKey}:{CrmApp.OwnerSecret}", $"Bearer {token}",
            HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, Now(), "0123456789abcdef"),
        })
        {
            Assert.Equal(201, (await client.PostJson("/exports", OfContacts(), ("Authorization", credential))).Code);
        }

        Assert.Equal(401, (await client.GetJson("records/export/x/status", ("Authorization", $"apiKey {CrmApp.OwnerKey}:{CrmApp.OwnerSecret}"))).Code);
    }

    [Fact]
    public async Task Call_DisabledKeyLowRoleOrFeatureOff_Is403()
    {
        var key = await exports.Owner.PostJson("api-keys", new { name = "k", role = "MEMBER", disabled = true });
        using var client = exports.Host.Anonymous();
        AssertProblem(403, await client.GetJson("/exports", ("Authorization", $"apiKey {key["apiKey"]}:{key["apiSecret"]}")));
        AssertProblem(401, await client.GetJson("/exports", ("Authorization", $"apiKey {key["apiKey"]}:wrong")));
        AssertProblem(403, await exports.Host.As(Role.Viewer).GetJson("/exports"));
        AssertProblem(403, await exports.Host.As(Role.Viewer).PostJson("/exports", "{"));

        await Making.Made(exports.Owner.PatchJson("plan", new Dictionary<string, object> { ["records.exportEnabled"] = false }));
        AssertProblem(403, await exports.Owner.PostJson("/exports", "{"));
        Assert.Equal(200, (await exports.Owner.GetJson("/exports")).Code);
    }

    [Fact]
    public async Task Post_SegmentOnAMaskedField_Is403BelowAdmin()
    {
        var segment = await exports.SegmentAsync("010-1234-5678", "data.phone");

        AssertProblem(403, await exports.Host.As(Role.Member).PostJson("/exports", OfContacts(segment)));
        Assert.Equal(201, (await exports.Host.As(Role.Admin).PostJson("/exports", OfContacts(segment))).Code);
    }

    [Fact]
    public async Task Call_UnknownIdOrPathOrMethod_IsRefusedInTheSameShape()
    {
        AssertProblem(404, await exports.Owner.GetJson($"/exports/{Guid.NewGuid()}"));
        AssertProblem(404, await exports.Owner.GetJson("/exports/a/b"));
        AssertProblem(405, await exports.Owner.DeleteJson("/exports/a"));
        AssertProblem(413, await exports.Owner.PostJson("/exports", new string(' ', (10 * 1024 * 1024) + 1)));
    }

    [Fact]
    public async Task Post_NotJson_Is415()
    {
        using var content = new StringContent("exportType=contacts", Encoding.UTF8, "application/x-www-form-urlencoded");
        AssertProblem(415, await exports.Owner.CallAsync(HttpMethod.Post, "/exports", content));
    }

    [Fact]
    public async Task Call_OverTheRateLimit_Is429()
    {
        await using var host = new CrmHost();
        host.Settings["RateLimit:Requests"] = "1";
        host.Settings["RateLimit:WindowSeconds"] = "60";
        Assert.Equal(200, (await host.As(Role.Owner).GetJson("/exports")).Code);

        var answer = await host.As(Role.Owner).GetJson("/exports");
        AssertProblem(429, answer);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static string Now() => DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    private static string Problem(Answer answer) => $"{answer.Code} {answer["validationErrors"]?[0]?["path"]}";

    private static void AssertProblem(int status, Answer answer)
    {
        Assert.True(status == answer.Code, $"{answer.Code} {answer.Body}");
        Assert.Equal(["title", "status", "detail"], answer.Body!.AsObject().Select(m => m.Key));
        Assert.Equal(status, (int)answer["status"]!);
        Assert.All(new JsonNode?[] { answer["title"], answer["detail"] }, text => Assert.False(string.IsNullOrEmpty((string?)text)));
    }
}
