using System.Globalization;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Docs;

/// <summary>The requests that the original API documents print are understood as they stand; only ids are those that are there.</summary>
public sealed class PublishedExamplesTests : IAsyncLifetime
{
    private readonly CrmHost host = new();
    private HttpClient nobody = null!;
    private string entityId = "";
    private string recordId = "";
    private string segmentId = "";

    public async Task InitializeAsync()
    {
        nobody = host.Anonymous();
        entityId = (string)(await Making.Made(host.As(Role.Owner).PostJson("entities", new { name = "고객", slug = "contact" })))["entityId"]!;
        recordId = await host.As(Role.Owner).RecordAsync(entityId, "홍길동");
        var conditions = JsonNode.Parse("""{"operator":"AND","conditions":[]}""");
        segmentId = (string)(await Making.Made(host.As(Role.Owner).PostJson("segments", new { entityId, name = "s", conditions })))["segmentId"]!;
    }

    public async Task DisposeAsync()
    {
        nobody.Dispose();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"entityId":"$E","conditionGroup":{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"홍"}]},"sortFields":["-dateCreated"],"limit":50}""")]
    [InlineData("""{"entityId":"$E","conditionGroup":{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"홍"}]},"limit":50}""")]
    public async Task Search_ByABearerToken_AnswersTheDocumentsMembers(string body)
    {
        var answer = await Making.Made(nobody.PostJson("records/search/advanced", Living(body), await BearerAsync()));

        var record = Assert.Single(answer["data"]!.AsArray())!;
        Assert.Equal((recordId, entityId, "홍길동"), ((string?)record["recordId"], (string?)record["entityId"], (string?)record["name"]));
        Assert.Equal(("{}", "[]"), (record["data"]!.ToJsonString(), record["tags"]!.ToJsonString()));
        Assert.NotNull(record["dateCreated"]);
        Assert.False(answer.Body!.AsObject().ContainsKey("nextKey"));
    }

    [Theory]
    [InlineData("""{"entityId":"$E","format":"excel","segmentId":"$S"}""")]
    [InlineData("""{"entityId":"$E","format":"excel"}""")]
    public async Task Export_OfAFewRecords_IsMadeAtOnce(string body)
    {
        var answer = await Making.Made(nobody.PostJson("records/export/request", Living(body), await BearerAsync()));

        Assert.Equal(["mode", "downloadUrl"], answer.Body!.AsObject().Select(member => member.Key));
        Assert.Equal("sync", (string?)answer["mode"]);
        Assert.Equal(200, (int)(await nobody.GetAsync(new Uri((string)answer["downloadUrl"]!))).StatusCode);
    }

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.fff'Z'")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss'Z'")]
    public async Task BulkDeleteAndRestore_BySignature_AnswerItemByItem(string dateForm)
    {
        (string, string) Signed(char salt) => ("Authorization", HmacSigner.Header(
            CrmApp.OwnerKey, CrmApp.OwnerSecret, DateTime.UtcNow.ToString(dateForm, CultureInfo.InvariantCulture), new string(salt, 32)));

        var deleted = await nobody.PostJson("records/bulk/delete", Living("""{"recordIds": ["$R"], "permanent": false}"""), Signed('a'));
        var restored = await nobody.PostJson("records/bulk/restore", Living("""{"recordIds": ["$R"]}"""), Signed('b'));

        var list = $$"""[{"recordId":"{{recordId}}","resultCode":"Success"}]""";
        Assert.Equal($$"""{"deleted":1,"skipped":0,"errorCount":0,"resultList":{{list}}}""", deleted.Body!.ToJsonString());
        Assert.Equal($$"""{"restored":1,"skipped":0,"errorCount":0,"resultList":{{list}}}""", restored.Body!.ToJsonString());
    }

    [Theory]
    [InlineData("records/bulk/delete")]
    [InlineData("records/bulk/restore")]
    public async Task Call_WithoutACredential_IsTheDocuments401(string path)
    {
        var answer = await nobody.PostJson(path, Living("""{"recordIds": ["$R"]}"""));

        Assert.Equal(401, answer.Code);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "errorCode": "Unauthorized", "errorMessage": "권한이 없습니다." }"""), answer.Body), answer.Body!.ToJsonString());
    }

    [Fact]
    public async Task BulkExport_OfTheCompleteResource_IsCreated()
    {
        const string Body = """
            {
                "dateFormat": "ISO",
                "delimiter": ",",
                "exportType": "activities",
                "filters": { "activityTypes": ["order.paid"], "fromDate": "2026-04-01T00:00:00.000Z", "segmentId": "$S", "toDate": "2026-04-30T00:00:00.000Z" },
                "version": "v1"
            }
            """;
        var made = await nobody.PostJson("/exports/", Living(Body), ("Authorization", $"apiKey {CrmApp.OwnerKey}:{CrmApp.OwnerSecret}"));

        Assert.Equal((201, "activities", "v1"), (made.Code, (string?)made["exportType"], (string?)made["version"]));
    }

    private string Living(string body) => body.Replace("$E", entityId, StringComparison.Ordinal)
        .Replace("$R", recordId, StringComparison.Ordinal).Replace("$S", segmentId, StringComparison.Ordinal);

    private async Task<(string, string)> BearerAsync()
    {
        var made = await Making.Made(host.As(Role.Owner).PostJson("tokens", new { name = "t", role = "MEMBER", expiresAt = DateTime.UtcNow.AddDays(1) }));
        return ("Authorization", $"Bearer {made["token"]}");
    }
}
