using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

public sealed class ExplainTests(CrmHost host) : IClassFixture<CrmHost>
{
    private readonly HttpClient admin = host.As(Role.Admin);
    private readonly HttpClient member = host.As(Role.Member);
    private readonly HttpClient viewer = host.As(Role.Viewer);

    [Fact]
    public async Task Explain_Tree_TellsEachNodeAndWhatWasSeen()
    {
        var (entityId, city, recordId) = await KimAsync();
        var tree = """
            {"operator":"OR","conditions":[
              {"field":"data.city","operator":"equals","value":"SEOUL"},
              {"field":"data.age","operator":"greater_than","value":40},
              {"operator":"AND","conditions":[{"field":"tags","operator":"includes","value":"vip"},{"field":"ownerId","operator":"is_not_empty"}]},
              {"operator":"AND","conditions":[]}]}
            """;
        var answer = await viewer.PostJson("records/search/explain", $$"""{"entityId":"{{entityId}}","recordId":"{{recordId}}","conditionGroup":{{tree}}}""");
        Assert.Equal(200, answer.Code);
        Assert.True((bool)answer["matches"]!);
        var nodes = answer["conditions"]!.AsArray();
        Assert.Equal($$"""{"field":"data.{{city}}","operator":"equals","value":"SEOUL","matches":true,"seen":"Seoul"}""", nodes[0]!.ToJsonString());
        Assert.Equal((false, 31), ((bool)nodes[1]!["matches"]!, (int)nodes[1]!["seen"]!));
        Assert.Equal(
            """{"operator":"AND","conditions":[{"field":"tags","operator":"includes","value":"vip","matches":true,"seen":["VIP"]},{"field":"ownerId","operator":"is_not_empty","matches":false,"seen":null}],"matches":false}""",
            nodes[2]!.ToJsonString());
        Assert.Equal("""{"operator":"AND","conditions":[],"matches":true}""", nodes[3]!.ToJsonString());
    }

    [Fact]
    public async Task Explain_Segment_IsTakenApart()
    {
        var (entityId, _, recordId) = await KimAsync();
        var inner = await SegmentAsync(entityId, """{"operator":"AND","conditions":[{"field":"data.city","operator":"equals","value":"Busan"}]}""");
        var outer = await SegmentAsync(entityId, $$"""{"operator":"OR","conditions":[{{In(inner)}},{"field":"name","operator":"equals","value":"kim"}]}""");
        var answer = await viewer.PostJson(
            "records/search/explain",
            $$"""{"conditionGroup":{"operator":"AND","conditions":[{{In(outer)}},{{In(inner)}}]},"entityId":"{{entityId}}","recordId":"{{recordId}}"}""");
        Assert.False((bool)answer["matches"]!);
        var (first, second) = (answer["conditions"]![0]!, answer["conditions"]![1]!);
        Assert.Equal((true, $"[\"{outer}\"]"), ((bool)first["matches"]!, first["seen"]!.ToJsonString()));
        Assert.Equal((false, "[]"), ((bool)second["matches"]!, second["seen"]!.ToJsonString()));
        Assert.Equal("Seoul", (string)second["segment"]!["conditions"]![0]!["seen"]!);
        Assert.True((bool)first["segment"]!["conditions"]![1]!["matches"]!);
    }

    [Fact]
    public async Task Explain_NoGroup_MatchesEveryRecord()
    {
        var (entityId, _, recordId) = await KimAsync();
        var answer = await viewer.PostJson("records/search/explain", new { entityId, recordId });
        Assert.Equal("""{"operator":"AND","conditions":[],"matches":true}""", answer.Body!.ToJsonString());
    }

    [Fact]
    public async Task Explain_WhatIsWrong_IsRefusedAsInASearch()
    {
        var (entityId, _, recordId) = await KimAsync();
        await admin.PropertyAsync(entityId, "phone", isMasked: true);
        var onPhone = JsonNode.Parse("""{"operator":"AND","conditions":[{"field":"data.phone","operator":"is_empty"}]}""");
        var unknown = JsonNode.Parse("""{"operator":"AND","conditions":[{"field":"data.no","operator":"is_empty"}]}""");
        Assert.Equal("400 conditionGroup.conditions[0].field", (await Explain(viewer, entityId, recordId, unknown)).Paths());
        Assert.Equal("400 recordId", (await Explain(viewer, entityId, null, null)).Paths());
        Assert.Equal(403, (await Explain(viewer, entityId, recordId, onPhone)).Code);
        Assert.True((bool)(await Explain(admin, entityId, recordId, onPhone))["matches"]!);
        Assert.Equal(404, (await Explain(viewer, entityId, "CRMRC1no", null)).Code);
        Assert.Equal(404, (await Explain(viewer, await admin.EntityAsync(), recordId, null)).Code);
        Assert.Equal(404, (await Explain(viewer, "CRMET1no", recordId, null)).Code);
        await Making.Made(member.DeleteJson($"records/{recordId}"));
        Assert.Equal(404, (await Explain(viewer, entityId, recordId, null)).Code);
    }

    [Fact]
    public async Task Explain_Files_AreSeenAsInARecord()
    {
        var (entityId, _, recordId) = await KimAsync();
        var photos = await admin.PropertyAsync(entityId, "photos", "FILE");
        using var form = new MultipartFormDataContent { { new ByteArrayContent("hello"u8.ToArray()), "file", "a.txt" } };
        var fileId = (string)(await Making.Made(member.PostJson("files", form)))["fileId"]!;
        await Making.Made(member.PatchJson($"records/{recordId}", new { data = new { photos = new[] { fileId } } }));
        var group = JsonNode.Parse("""{"operator":"AND","conditions":[{"field":"data.photos","operator":"is_not_empty"}]}""");
        var seen = (await Explain(viewer, entityId, recordId, group))["conditions"]![0]!["seen"]!;
        var answered = (await viewer.GetJson($"records/{recordId}"))["data"]![photos]!;
        Assert.Equal((string)answered[0]!["fileName"]!, (string)seen[0]!["fileName"]!);
        Assert.Equal(fileId, (string)seen[0]!["fileId"]!);
    }

    [Fact]
    public async Task Explain_LargestTree_IsAnswered()
    {
        var (entityId, _, recordId) = await KimAsync();
        var fifty = new { @operator = "AND", conditions = Enumerable.Range(0, 50).Select(i => new { field = "name", @operator = "contains", value = i < 49 ? "k" : "i" }) };
        var answer = await viewer.PostJson("records/search/explain", new { entityId, recordId, conditionGroup = new { @operator = "AND", conditions = Enumerable.Repeat(fifty, 50) } });
        Assert.True((bool)answer["matches"]!);
    }

    private Task<Answer> Explain(HttpClient client, string entityId, string? recordId, JsonNode? conditionGroup) =>
        client.PostJson("records/search/explain", new { entityId, recordId, conditionGroup });

    private async Task<(string EntityId, string City, string RecordId)> KimAsync()
    {
        var entityId = await admin.EntityAsync();
        var city = await admin.PropertyAsync(entityId, "city");
        await admin.PropertyAsync(entityId, "age", "NUMBER");
        var kim = await Making.Made(member.PostJson("records", new { entityId, name = "Kim", tags = new[] { "VIP" }, data = new { city = "Seoul", age = 31 } }));
        return (entityId, city, (string)kim["recordId"]!);
    }

    private async Task<string> SegmentAsync(string entityId, string conditions) =>
        (string)(await Making.Made(member.PostJson("segments", $$"""{"entityId":"{{entityId}}","name":"s","conditions":{{conditions}}}""")))["segmentId"]!;

    private static string In(string segmentId) => $$"""{"field":"segmentId","operator":"includes","value":"{{segmentId}}"}""";
}
