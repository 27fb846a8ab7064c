using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

/// <summary>«records: POST … GET one … PATCH … DELETE one … POST restore … the trash», sentence by sentence.</summary>
public sealed class RecordTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private const string Nobody = "CRMRC1260423081530123ABC11122233";
    private string entity = "";
    private string email = "";
    private string age = "";

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Create_Record_IsAnsweredWithAllItsMembersAndFoundAgain()
    {
        var made = await CreateAsync(new { entityId = entity, name = "홍길동", data = new { email = "hong@example.com", age = 41 }, tags = new[] { "단골" }, ownerId = "USR-1" });
        var found = await Making.Made(Owner.GetJson($"records/{made["recordId"]}"));

        Assert.Equal(["recordId", "entityId", "name", "data", "tags", "ownerId", "dateCreated", "dateUpdated"], made.Body!.AsObject().Select(m => m.Key));
        Assert.Equal((entity, "홍길동", "USR-1"), ((string?)made["entityId"], (string?)made["name"], (string?)made["ownerId"]));
        Assert.Equal($$"""{"{{email}}":"hong@example.com","{{age}}":41}""", made["data"]!.ToJsonString());
        Assert.Equal("""["단골"]""", made["tags"]!.ToJsonString(CrmAdmin.Http.Json.Options));
        Assert.Equal((string?)made["dateCreated"], (string?)made["dateUpdated"]);
        Assert.All(made.Body!.AsObject(), member => Assert.Equal(member.Value?.ToJsonString(), found[member.Key]?.ToJsonString()));
        Assert.Equal(("[]", "[]"), (found["links"]!.ToJsonString(), found["eventSummaries"]!.ToJsonString()));
    }

    [Fact]
    public async Task Data_NamedByIdOrKey_IsAnsweredById_AndNamedTwiceItIsRefused()
    {
        var made = await CreateAsync(new { entityId = entity, name = "a", data = new Dictionary<string, object> { [email] = "a@example.com", ["age"] = 1 } });
        var twice = await Owner.PostJson("records", new { entityId = entity, name = "a", data = new Dictionary<string, object> { [age] = 1, ["age"] = 1 } });

        Assert.Equal($$"""{"{{email}}":"a@example.com","{{age}}":1}""", made["data"]!.ToJsonString());
        Assert.Equal("400 data.age", twice.Paths());
    }

    [Fact]
    public async Task Empty_NullAbsentEmptyTextAndList_AreAllTheSame()
    {
        var made = await CreateAsync($$"""{"entityId":"{{entity}}","name":"a","data":{"email":"","age":null},"tags":null,"ownerId":""}""");
        var cleared = await Making.Made(Owner.PatchJson($"records/{await Owner.RecordAsync(entity, "b", new { age = 1 })}", """{"data":{"age":[]},"tags":[]}"""));

        foreach (var answer in new[] { made, cleared })
        {
            Assert.Equal(("{}", "[]"), (answer["data"]!.ToJsonString(), answer["tags"]!.ToJsonString()));
            Assert.True(answer.Body!.AsObject().TryGetPropertyValue("ownerId", out var owner) && owner is null);
        }
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "entityId")]
    [InlineData("""{"entityId":"","name":"a"}""", "entityId")]
    [InlineData("""{"entityId":7,"name":"a"}""", "entityId")]
    [InlineData("""{"entityId":"E"}""", "name")]
    [InlineData("""{"entityId":"E","name":""}""", "name")]
    [InlineData("""{"entityId":"E","name":null}""", "name")]
    [InlineData("""{"entityId":"E","name":["a"]}""", "name")]
    [InlineData("""{"entityId":"E","name":"a","data":7}""", "data")]
    [InlineData("""{"entityId":"E","name":"a","data":{"size":7}}""", "data.size")]
    [InlineData("""{"entityId":"E","name":"a","tags":"t"}""", "tags")]
    [InlineData("""{"entityId":"E","name":"a","tags":["t",""]}""", "tags[1]")]
    [InlineData("""{"entityId":"E","name":"a","tags":["t",null]}""", "tags[1]")]
    [InlineData("""{"entityId":"E","name":"a","ownerId":7}""", "ownerId")]
    [InlineData("""{"entityId":"E","name":"","tags":[7],"data":{"age":"old"}}""", "name tags[0] data.age")]
    public async Task Create_WhatIsWrong_IsNamedByItsPathAndNothingIsWritten(string body, string paths)
    {
        Assert.Equal($"400 {paths}", (await Owner.PostJson("records", body.Replace("\"E\"", $"\"{entity}\"", StringComparison.Ordinal))).Paths());
        Assert.Empty((await Making.Made(Owner.GetJson($"records?entityId={entity}")))["data"]!.AsArray());
    }

    [Fact]
    public async Task NameTagsAndOwner_HaveTheirLengths()
    {
        object Body(int name, int tags, int tag) => new { entityId = entity, name = new string('가', name), tags = Enumerable.Range(0, tags).Select(i => $"{i}".PadLeft(tag, '태')) };

        Assert.Equal(200, (await Owner.PostJson("records", Body(255, 50, 50))).Code);
        Assert.Equal("400 name", (await Owner.PostJson("records", Body(256, 50, 50))).Paths());
        Assert.Equal("400 tags", (await Owner.PostJson("records", Body(255, 51, 50))).Paths());
        Assert.Equal("400 tags[0]", (await Owner.PostJson("records", Body(255, 1, 51))).Paths());
    }

    [Fact]
    public async Task Update_MembersPresent_AreReplaced_DataMergesAndNullClears()
    {
        var made = await CreateAsync(new { entityId = entity, name = "a", data = new { email = "a@example.com", age = 1 }, tags = new[] { "x" }, ownerId = "USR-1" });
        var path = $"records/{made["recordId"]}";

        var named = await Making.Made(Owner.PatchJson(path, new { name = "b" }));
        Assert.Equal(("b", "USR-1", """["x"]"""), ((string?)named["name"], (string?)named["ownerId"], named["tags"]!.ToJsonString()));
        Assert.Equal(made["data"]!.ToJsonString(), named["data"]!.ToJsonString());
        var merged = await Making.Made(Owner.PatchJson(path, """{"data":{"age":2}}"""));
        Assert.Equal($$"""{"{{email}}":"a@example.com","{{age}}":2}""", merged["data"]!.ToJsonString());
        var cleared = await Making.Made(Owner.PatchJson(path, """{"data":{"email":null},"tags":["y"],"ownerId":null}"""));
        Assert.Equal(($$"""{"{{age}}":2}""", """["y"]"""), (cleared["data"]!.ToJsonString(), cleared["tags"]!.ToJsonString()));
        Assert.Null(cleared["ownerId"]);
        Assert.Equal("400 name data.age", (await Owner.PatchJson(path, """{"name":"","data":{"email":"c@example.com","age":true}}""")).Paths());
        Assert.Equal(cleared.Body!.ToJsonString(), Without((await Owner.GetJson(path)).Body!, "links", "eventSummaries").ToJsonString());
    }

    [Fact]
    public async Task Delete_Record_AnswersTheItem_AndInTheTrashItIsNotFoundAnywhereElse()
    {
        var recordId = await Owner.RecordAsync(entity, "a");

        var deleted = await Making.Made(Owner.DeleteJson($"records/{recordId}"));

        Assert.Equal($$"""{"recordId":"{{recordId}}","resultCode":"Success"}""", deleted.Body!.ToJsonString());
        foreach (var path in new[] { "", "/activities", "/event-summaries", "/relations" })
        {
            Assert.Equal((path, 404), (path, (await Owner.GetJson($"records/{recordId}{path}")).Code));
        }

        Assert.Equal(404, (await Owner.PatchJson($"records/{recordId}", new { name = "b" })).Code);
        Assert.Equal(404, (await Owner.DeleteJson($"records/{recordId}")).Code);
        Assert.Equal(404, (await Owner.PostJson("activities", new { recordId, type = "call", date = "2026-04-23T08:15:30Z" })).Code);
        Assert.Equal(404, (await Owner.PostJson("records/search/explain", new { entityId = entity, recordId })).Code);
        Assert.Empty((await Making.Made(Owner.GetJson($"records?entityId={entity}")))["data"]!.AsArray());
    }

    [Fact]
    public async Task Trash_ShowsNewestDeletionFirst_WithWhenByWhomAndUntilWhen_AndARestoreEndsIt()
    {
        var (first, second) = (await Owner.RecordAsync(entity, "first", new { age = 1 }), await Owner.RecordAsync(entity, "second"));
        await Making.Made(Owner.DeleteJson($"records/{second}"));

        // Deletions of one millisecond stand in the order of their ids.
        var deleted = DateTime.UtcNow;
        await Patience.UntilAsync(() => DateTime.UtcNow - deleted > TimeSpan.FromMilliseconds(1));
        await Making.Made(Owner.DeleteJson($"records/{first}"));

        var page = await Making.Made(Owner.GetJson($"records/trash?entityId={entity}&limit=1"));
        var rest = await Making.Made(Owner.GetJson($"records/trash?entityId={entity}&startKey={page["nextKey"]}"));
        var entry = Assert.Single(page["data"]!.AsArray())!;

        Assert.Equal((first, second), ((string?)entry["recordId"], (string?)Assert.Single(rest["data"]!.AsArray())!["recordId"]));
        Assert.Equal($$"""{"{{age}}":1}""", entry["data"]!.ToJsonString());
        Assert.Equal(TimeSpan.FromDays(14), Time(entry["purgeAt"]) - Time(entry["deletedAt"]));
        Assert.NotEmpty((string?)entry["deletedBy"] ?? "");
        Assert.Equal($$"""{"recordId":"{{first}}","resultCode":"Success"}""", (await Making.Made(Owner.PostJson($"records/{first}/restore", null))).Body!.ToJsonString());
        Assert.Equal("first", (string?)(await Making.Made(Owner.GetJson($"records/{first}")))["name"]);
        Assert.Single((await Making.Made(Owner.GetJson($"records/trash?entityId={entity}")))["data"]!.AsArray());
    }

    [Fact]
    public async Task PermanentDelete_WorksOnLiveAndTrashedAndCannotBeUndone()
    {
        var (live, trashed) = (await Owner.RecordAsync(entity, "live"), await Owner.RecordAsync(entity, "trashed"));
        await Making.Made(Owner.DeleteJson($"records/{trashed}"));

        foreach (var recordId in new[] { live, trashed })
        {
            Assert.Equal("Success", (string?)(await Making.Made(Owner.DeleteJson($"records/{recordId}?permanent=true")))["resultCode"]);
            Assert.Equal(404, (await Owner.PostJson($"records/{recordId}/restore", null)).Code);
        }

        Assert.Empty((await Making.Made(Owner.GetJson($"records/trash?entityId={entity}")))["data"]!.AsArray());
        Assert.Equal("400 permanent", (await Owner.DeleteJson($"records/{live}?permanent=maybe")).Paths());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/restore")]
    public async Task Call_UnknownRecord_IsNotFound(string method, string path)
    {
        var answer = await Owner.CallAsync(new HttpMethod(method), $"records/{Nobody}{path}", method == "PATCH" ? new { } : null);

        Assert.Equal((404, "ResourceNotFound"), (answer.Code, answer.ErrorCode));
    }

    public async Task InitializeAsync()
    {
        entity = await Owner.EntityAsync();
        email = await Owner.PropertyAsync(entity, "email", "EMAIL");
        age = await Owner.PropertyAsync(entity, "age", "NUMBER");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static JsonNode Without(JsonNode body, params string[] names)
    {
        foreach (var name in names)
        {
            body.AsObject().Remove(name);
        }

        return body;
    }

    private static DateTimeOffset Time(JsonNode? value) => DateTimeOffset.Parse((string)value!, System.Globalization.CultureInfo.InvariantCulture);

    private Task<Answer> CreateAsync(object body) => Making.Made(Owner.PostJson("records", body));
}
