using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Files;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

/// <summary>«Masking: where isMasked and the caller is below ADMIN …», sentence by sentence.</summary>
public sealed class RecordMaskingTests(RecordMaskingTests.Fixture fixture) : IClassFixture<RecordMaskingTests.Fixture>
{
    private static readonly (string Type, object Value, string Masked)[] Values =
    [
        ("TEXT", "홍길동", "\"홍**\""),
        ("LONG_TEXT", "😀나b", "\"😀**\""),
        ("EMAIL", "hong@example.com", "\"h***************\""),
        ("PHONE", "010-1234", "\"0*******\""),
        ("URL", "https://a.kr", "\"h***********\""),
        ("NUMBER", 7, "\"***\""),
        ("BOOLEAN", true, "\"***\""),
        ("DATE", "2026-04-23", "\"***\""),
        ("DATETIME", "2026-04-23T08:15:30.123Z", "\"***\""),
        ("DROPDOWN", "VIP", "\"***\""),
        ("RADIO", "VIP", "\"***\""),
        ("MULTI_CHECKBOX", new[] { "VIP" }, "\"***\""),
        ("FILE", new[] { "" }, "[]"),
    ];

    private CrmHost Host => fixture.Host;

    public static IEnumerable<object[]> Searches =>
    [
        ["records/search/advanced", """{"conditionGroup":{"operator":"AND","conditions":[{"field":"data.my_TEXT","operator":"equals","value":"홍길동"}]}}"""],
        ["records/search/advanced", """{"conditionGroup":{"operator":"AND","conditions":[{"field":"data.my_TEXT","operator":"is_empty"}]}}"""],
        ["records/search/advanced", """{"conditionGroup":{"operator":"OR","conditions":[{"operator":"AND","conditions":[{"field":"data.my_TEXT","operator":"contains","value":"a"}]}]}}"""],
        ["records/search/advanced", """{"sortFields":["-data.my_TEXT"]}"""],
        ["records/search/count", """{"conditionGroup":{"operator":"AND","conditions":[{"field":"data.my_TEXT","operator":"not_equals","value":"a"}]}}"""],
        ["records/search/explain", """{"recordId":"RECORD","conditionGroup":{"operator":"AND","conditions":[{"field":"data.my_TEXT","operator":"equals","value":"a"}]}}"""],
        ["segments", """{"name":"s","conditions":{"operator":"AND","conditions":[{"field":"data.my_TEXT","operator":"is_empty"}]}}"""],
        ["records/export/request", """{"format":"csv","filters":"{\"my_TEXT\":{\"op\":\"eq\",\"value\":\"a\"}}"}"""],
        ["records/export/request", """{"format":"csv","sortFields":["data.my_TEXT"]}"""],
    ];

    [Theory]
    [InlineData(Role.Viewer, true)]
    [InlineData(Role.Member, true)]
    [InlineData(Role.Admin, false)]
    [InlineData(Role.Owner, false)]
    public async Task Value_BelowAdmin_IsAnsweredMaskedEverywhere(Role role, bool masked)
    {
        var client = Host.As(role);
        JsonNode[] seen =
        [
            (await Making.Made(client.GetJson($"records/{fixture.Record}")))["data"]!,
            Listed(await Making.Made(client.GetJson($"records?entityId={fixture.Entity}")))["data"]!,
            Listed(await Making.Made(client.PostJson("records/search/advanced", new { entityId = fixture.Entity })))["data"]!,
            (await Making.Made(client.GetJson($"records/trash?entityId={fixture.Entity}")))["data"]![0]!["data"]!,
        ];

        foreach (var data in seen)
        {
            foreach (var (type, _, hidden) in Values)
            {
                Assert.Equal((type, masked), (type, JsonNode.DeepEquals(data[fixture.Ids[type]], JsonNode.Parse(hidden))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task Search_OnAMaskedFieldBelowAdmin_IsForbiddenNamingIt(string path, string body)
    {
        var given = JsonNode.Parse(body.Replace("RECORD", fixture.Record, StringComparison.Ordinal))!.AsObject();
        given["entityId"] = fixture.Entity;

        var refused = await Host.As(Role.Member).PostJson(path, given.ToJsonString());

        Assert.Equal((403, "Forbidden"), (refused.Code, refused.ErrorCode));
        Assert.Contains("my_TEXT", (string)refused["errorMessage"]!, StringComparison.Ordinal);
        Assert.Equal(200, (await Host.As(Role.Admin).PostJson(path, given.ToJsonString())).Code);
    }

    [Fact]
    public async Task List_FilteredByAMaskedFieldBelowAdmin_IsForbidden()
    {
        var filters = Uri.EscapeDataString("""{"my_NUMBER":{"op":"gte","value":1}}""");

        Assert.Equal("Forbidden", (await Host.As(Role.Viewer).GetJson($"records?entityId={fixture.Entity}&filters={filters}")).ErrorCode);
        Assert.Equal(200, (await Host.As(Role.Admin).GetJson($"records?entityId={fixture.Entity}&filters={filters}")).Code);
    }

    private JsonNode Listed(Answer page) => page["data"]!.AsArray().Single(record => (string?)record!["recordId"] == fixture.Record)!;

    [Fact]
    public async Task Mask_WrittenBackBelowAdmin_ChangesNothing_AnotherValueDoes()
    {
        var recordId = await fixture.MakeAsync();
        var before = await Making.Made(Host.As(Role.Admin).GetJson($"records/{recordId}"));
        var seen = await Making.Made(Host.As(Role.Member).GetJson($"records/{recordId}"));

        var back = await Making.Made(Host.As(Role.Member).PatchJson($"records/{recordId}", new JsonObject { ["data"] = seen["data"]!.DeepClone() }.ToJsonString()));
        var bulk = await Making.Made(Host.As(Role.Member).PostJson(
            "records/bulk/update", new JsonObject { ["records"] = new JsonArray(new JsonObject { ["recordId"] = recordId, ["data"] = seen["data"]!.DeepClone() }) }.ToJsonString()));
        var after = await Making.Made(Host.As(Role.Admin).GetJson($"records/{recordId}"));

        Assert.Equal(before.Headers.ETag, back.Headers.ETag);
        Assert.Equal(1, (int)bulk["updated"]!);
        Assert.Equal((string?)before["dateUpdated"], (string?)after["dateUpdated"]);
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
        await Making.Made(Host.As(Role.Member).PatchJson($"records/{recordId}", new { data = new { my_TEXT = "김*" } }));
        Assert.Equal("김*", (string?)(await Making.Made(Host.As(Role.Admin).GetJson($"records/{recordId}")))["data"]![fixture.Ids["TEXT"]]);
    }

    [Fact]
    public async Task Cursor_OfOneRole_IsGoodForTheOther()
    {
        await fixture.MakeAsync();
        var list = $"records?entityId={fixture.Entity}&limit=1";

        var first = await Making.Made(Host.As(Role.Viewer).GetJson(list));
        var second = await Making.Made(Host.As(Role.Admin).GetJson($"{list}&startKey={first["nextKey"]}"));

        Assert.NotEqual((string?)first["data"]![0]!["recordId"], (string?)second["data"]![0]!["recordId"]);
    }

    /// <summary>An entity with a masked property of every type, and a record with a value of each.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public CrmHost Host { get; } = new();

        public string Entity { get; private set; } = "";

        public string Record { get; private set; } = "";

        /// <summary>The properties' ids by type.</summary>
        public Dictionary<string, string> Ids { get; } = [];

        private HttpClient Owner => Host.As(Role.Owner);

        /// <summary>A record with a value of each type.</summary>
        public async Task<string> MakeAsync()
        {
            var fileId = await Owner.FileAsync();
            return await Owner.RecordAsync(Entity, "a", Values.ToDictionary(v => Ids[v.Type], v => v.Type == "FILE" ? new[] { fileId } : v.Value));
        }

        public async Task InitializeAsync()
        {
            Entity = await Owner.EntityAsync();
            foreach (var (type, _, _) in Values)
            {
                var options = type is "DROPDOWN" or "RADIO" or "MULTI_CHECKBOX" ? new[] { new { value = "VIP" } } : null;
                var body = new { name = type, key = "my_" + type, fieldType = type, isMasked = true, options };
                Ids[type] = (string)(await Making.Made(Owner.PostJson($"entities/{Entity}/properties", body)))["propertyId"]!;
            }

            Record = await MakeAsync();
            await Making.Made(Owner.DeleteJson($"records/{await MakeAsync()}"));
        }

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
