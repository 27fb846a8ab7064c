using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Activities;

public sealed class ActivityTests(CrmHost host) : IClassFixture<CrmHost>
{
    private readonly HttpClient admin = host.As(Role.Admin);
    private readonly HttpClient member = host.As(Role.Member);
    private readonly HttpClient viewer = host.As(Role.Viewer);

    [Fact]
    public async Task Create_Activity_IsAnsweredWithItsId()
    {
        var recordId = await RecordAsync();
        var made = await member.PostJson("activities", new
        {
            recordId, type = "email.opened", date = "2026-04-23T17:15:30.1239+09:00", source = "mail", payload = new { 제목 = "안녕", n = new[] { 1, 2 } },
        });
        Assert.Equal(200, made.Code);
        var activityId = (string)made["activityId"]!;
        Assert.StartsWith("CRMAC1", activityId);
        Assert.Equal(
            $$$"""{"activityId":"{{{activityId}}}","recordId":"{{{recordId}}}","type":"email.opened","date":"2026-04-23T08:15:30.123Z","source":"mail","payload":{"제목":"안녕","n":[1,2]}}""",
            made.Body!.ToJsonString(Plain));
        Assert.Equal(made.Body.ToJsonString(), Assert.Single(await ListAsync(recordId))!.ToJsonString());
    }

    [Fact]
    public async Task Create_WhatIsWrong_IsNamedByItsPath()
    {
        var recordId = await RecordAsync();
        Assert.Equal("400 recordId type date", (await member.PostJson("activities", new { })).Paths());
        Assert.Equal("400 date", (await Create(recordId, new string('t', 100), "2026-04-23")).Paths());
        Assert.Equal("400 type", (await Create(recordId, new string('t', 101))).Paths());
        Assert.Equal("400 payload", (await Create(recordId, "t", payload: new[] { 1 })).Paths());
        Assert.Equal(404, (await Create("CRMRC1no", "t")).Code);
        Assert.Equal(403, (await viewer.PostJson("activities", new { recordId, type = "t", date = Noon })).Code);
    }

    [Fact]
    public async Task Create_Payload_MayHaveSixteenKilobytes()
    {
        var recordId = await RecordAsync();
        Assert.Equal(200, (await Create(recordId, "t", payload: new { a = new string('x', 16_384 - 8) })).Code);
        Assert.Equal("400 payload", (await Create(recordId, "t", payload: new { a = new string('x', 16_384 - 7) })).Paths());
        Assert.Equal("400 payload", (await Create(recordId, "t", payload: new { a = new string('가', 5_460) })).Paths());
    }

    [Fact]
    public async Task CreateMany_EachItem_StandsAlone()
    {
        var (recordId, trashed) = (await RecordAsync(), await RecordAsync());
        await Making.Made(member.DeleteJson($"records/{trashed}"));
        object[] activities =
        [
            new { recordId, type = "a", date = Noon },
            new { recordId, type = "", date = Noon },
            new { recordId = "CRMRC1no", type = "a", date = Noon },
            new { recordId = trashed, type = "a", date = Noon },
            7,
            new { recordId, type = "b", date = Noon },
        ];
        var answer = await member.PostJson("activities/bulk", new { activities });
        Assert.Equal((200, 2, 4, 4), (answer.Code, (int)answer["created"]!, (int)answer["skipped"]!, (int)answer["errorCount"]!));
        var items = answer["resultList"]!.AsArray();
        Assert.Equal(
            ["Success", "ValidationError", "ResourceNotFound", "ResourceNotFound", "ValidationError", "Success"],
            items.Select(i => (string)i!["resultCode"]!));
        Assert.Equal("activities[1].type", (string)items[1]!["details"]![0]!["path"]!);
        Assert.Equal("activities[4]", (string)items[4]!["details"]![0]!["path"]!);
        Assert.Equal(
            [(string)items[5]!["activityId"]!, (string)items[0]!["activityId"]!], (await ListAsync(recordId)).Select(a => (string)a!["activityId"]!));
        Assert.Equal("400 activities", (await member.PostJson("activities/bulk", new { activities = Array.Empty<object>() })).Paths());
        Assert.Equal("400 activities", (await member.PostJson("activities/bulk", new { activities = Enumerable.Repeat(activities[0], 1001) })).Paths());
    }

    [Fact]
    public async Task List_Pages_ShowEachOnceNewestFirst()
    {
        var recordId = await RecordAsync();
        var dates = Enumerable.Range(0, 25).Select(i => $"2026-04-23T00:00:{i / 3:00}.000Z").ToArray();
        await Making.Made(member.PostJson("activities/bulk", new { activities = dates.Select((date, i) => new { recordId, type = $"t{i % 2}", date }) }));
        var seen = new List<JsonNode>();
        for (string? startKey = ""; startKey is not null;)
        {
            var page = await viewer.GetJson($"records/{recordId}/activities?limit=4&startKey={startKey}");
            Assert.InRange(page["data"]!.AsArray().Count, 1, 4);
            seen.AddRange(page["data"]!.AsArray()!);
            startKey = (string?)page["nextKey"];
        }

        var expected = seen.OrderByDescending(a => (string)a["date"]!, StringComparer.Ordinal).ThenByDescending(a => (string)a["activityId"]!, StringComparer.Ordinal);
        Assert.Equal(25, seen.Select(a => (string)a["activityId"]!).Distinct().Count());
        Assert.Equal(expected.Select(a => (string)a["activityId"]!), seen.Select(a => (string)a["activityId"]!));
    }

    [Fact]
    public async Task List_TypeFromTo_Narrow()
    {
        var recordId = await RecordAsync();
        foreach (var (type, date) in new[] { ("a", "2026-01-01T00:00:00Z"), ("a", "2026-01-02T00:00:00Z"), ("b", "2026-01-02T00:00:00Z"), ("a", "2026-01-03T00:00:00Z") })
        {
            await Making.Made(Create(recordId, type, date));
        }

        Assert.Equal(3, (await ListAsync(recordId, "?type=a")).Count);
        Assert.Equal(2, (await ListAsync(recordId, "?type=a&from=2026-01-02T00:00:00Z")).Count);
        Assert.Equal(3, (await ListAsync(recordId, "?to=2026-01-02T00:00:00Z")).Count);
        Assert.Equal("400 from", (await viewer.GetJson($"records/{recordId}/activities?from=2026-01-02")).Paths());
        var first = await viewer.GetJson($"records/{recordId}/activities?type=a&limit=1");
        var key = (string)first["nextKey"]!;
        Assert.Equal("InvalidStartKey", (await viewer.GetJson($"records/{recordId}/activities?type=b&limit=1&startKey={key}")).ErrorCode);
        Assert.Equal("InvalidStartKey", (await viewer.GetJson($"records/{await RecordAsync()}/activities?type=a&startKey={key}")).ErrorCode);
    }

    [Fact]
    public async Task Summaries_FollowEveryWrite()
    {
        var recordId = await RecordAsync();
        await Making.Made(Create(recordId, "b", "2026-01-02T00:00:00Z"));
        var last = await Making.Made(Create(recordId, "b", "2026-01-03T00:00:00Z"));
        await Making.Made(Create(recordId, "b", "2026-01-01T00:00:00Z"));
        var only = await Making.Made(Create(recordId, "a", "2026-01-05T00:00:00Z"));
        const string B = """{"type":"b","count":3,"firstDate":"2026-01-01T00:00:00.000Z","lastDate":"2026-01-03T00:00:00.000Z"}""";
        const string A = """{"type":"a","count":1,"firstDate":"2026-01-05T00:00:00.000Z","lastDate":"2026-01-05T00:00:00.000Z"}""";
        Assert.Equal($$"""{"data":[{{A}},{{B}}]}""", (await viewer.GetJson($"records/{recordId}/event-summaries")).Body!.ToJsonString());
        Assert.Equal($"[{A},{B}]", (await viewer.GetJson($"records/{recordId}"))["eventSummaries"]!.ToJsonString());
        await Making.Made(member.DeleteJson($"activities/{only["activityId"]}"));
        var deleted = await Making.Made(member.DeleteJson($"activities/{last["activityId"]}"));
        Assert.Equal($$"""{"activityId":"{{last["activityId"]}}"}""", deleted.Body!.ToJsonString());
        const string After = """[{"type":"b","count":2,"firstDate":"2026-01-01T00:00:00.000Z","lastDate":"2026-01-02T00:00:00.000Z"}]""";
        Assert.Equal(After, (await viewer.GetJson($"records/{recordId}"))["eventSummaries"]!.ToJsonString());
        Assert.Equal(404, (await member.DeleteJson($"activities/{last["activityId"]}")).Code);
    }

    [Fact]
    public async Task TrashedRecord_HidesItsActivitiesUntilRestored()
    {
        var recordId = await RecordAsync();
        var activityId = (string)(await Making.Made(Create(recordId, "a")))["activityId"]!;
        await Making.Made(member.DeleteJson($"records/{recordId}"));
        Assert.Equal(404, (await viewer.GetJson($"records/{recordId}/activities")).Code);
        Assert.Equal(404, (await viewer.GetJson($"records/{recordId}/event-summaries")).Code);
        Assert.Equal(404, (await member.DeleteJson($"activities/{activityId}")).Code);
        Assert.Equal(404, (await Create(recordId, "a")).Code);
        await Making.Made(member.PostJson($"records/{recordId}/restore", null));
        Assert.Equal(activityId, (string)Assert.Single(await ListAsync(recordId))!["activityId"]!);
        Assert.Single((await viewer.GetJson($"records/{recordId}/event-summaries"))["data"]!.AsArray());
    }

    [Fact]
    public async Task EveryWrite_OfAnActivity_IsInTheAuditLog()
    {
        var recordId = await RecordAsync();
        var activityId = (string)(await Making.Made(Create(recordId, "a")))["activityId"]!;
        await Making.Made(member.PostJson("activities/bulk", new { activities = Enumerable.Repeat(new { recordId, type = "b", date = Noon }, 3) }));
        await Making.Made(member.DeleteJson($"activities/{activityId}"));
        var log = (await admin.GetJson($"audit-log?recordId={recordId}"))["data"]!.AsArray();
        Assert.Equal(
            ["activity.delete", "activity.create", "activity.create", "activity.create", "activity.create", "record.create"],
            log.Select(e => (string)e!["action"]!));
        Assert.Single(log.Skip(1).Take(3).Select(e => (string)e!["requestId"]!).Distinct());
        Assert.Equal(
            $$"""[{"field":"activityId","from":"{{activityId}}"},{"field":"type","from":"a"}]""", log[0]!["changes"]!.ToJsonString());
    }

    private const string Noon = "2026-04-23T12:00:00Z";

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<string> RecordAsync() => await member.RecordAsync(await admin.EntityAsync(), "a");

    private Task<Answer> Create(string recordId, string type, string date = Noon, object? payload = null) =>
        member.PostJson("activities", new { recordId, type, date, payload });

    private async Task<JsonArray> ListAsync(string recordId, string query = "") =>
        (await Making.Made(viewer.GetJson($"records/{recordId}/activities{query}")))["data"]!.AsArray();
}
