using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

/// <summary>«GET records?entityId&amp;keyword&amp;filters&amp;segmentId&amp;limit&amp;startKey: the simple list», sentence by sentence.</summary>
public sealed class RecordListTests(RecordListTests.Fixture fixture) : IClassFixture<RecordListTests.Fixture>
{
    private HttpClient Owner => fixture.Host.As(Role.Owner);

    [Theory]
    [InlineData("", "d c b a")]
    [InlineData("keyword=길", "b a")]
    [InlineData("keyword=ㅎㄱ", "b a")]
    [InlineData("keyword=홍ㄱㄷ", "a")]
    [InlineData("filters={\"name\":{\"op\":\"like\",\"value\":\"ㅎㄱ\"}}", "")]
    [InlineData("keyword=HONG", "c")]
    [InlineData("keyword=%25", "")]
    [InlineData("filters={\"grade\":{\"op\":\"eq\",\"value\":\"VIP\"}}", "b a")]
    [InlineData("filters={\"grade\":{\"op\":\"ne\",\"value\":\"VIP\"}}", "d c")]
    [InlineData("filters={\"age\":{\"op\":\"gt\",\"value\":20}}", "c b")]
    [InlineData("filters={\"age\":{\"op\":\"gte\",\"value\":20}}", "c b a")]
    [InlineData("filters={\"age\":{\"op\":\"lt\",\"value\":30}}", "a")]
    [InlineData("filters={\"age\":{\"op\":\"lte\",\"value\":30}}", "b a")]
    [InlineData("filters={\"name\":{\"op\":\"like\",\"value\":\"동\"}}", "a")]
    [InlineData("filters={\"grade\":{\"op\":\"in\",\"value\":[\"VIP\",\"GOLD\"]}}", "c b a")]
    [InlineData("filters={\"age\":{\"op\":\"in\",\"value\":[20,40]}}", "c a")]
    [InlineData("filters={\"age\":{\"op\":\"between\",\"value\":[25,45]}}", "c b")]
    [InlineData("filters={\"grade\":{\"op\":\"is_empty\"}}", "d")]
    [InlineData("filters={\"grade\":{\"op\":\"eq\",\"value\":\"VIP\"},\"age\":{\"op\":\"gt\",\"value\":20}}", "b")]
    [InlineData("filters={\"data.age\":{\"op\":\"eq\",\"value\":20}}", "a")]
    [InlineData("filters={\"AGE\":{\"op\":\"eq\",\"value\":20}}", "a")]
    [InlineData("filters={\"name\":{\"op\":\"eq\",\"value\":\"none\"}}", "d")]
    [InlineData("filters={\"name\":{\"op\":\"like\",\"value\":\"%25\"}}", "")]
    [InlineData("filters={}", "d c b a")]
    [InlineData("segmentId=SEGMENT", "c b a")]
    [InlineData("segmentId=SEGMENT&keyword=길&filters={\"age\":{\"op\":\"gt\",\"value\":20}}", "b")]
    public async Task List_WhatIsGiven_NarrowsTogetherNewestFirst(string query, string expected)
    {
        var answer = await Making.Made(ListAsync(query));

        Assert.Equal(expected, string.Join(' ', answer["data"]!.AsArray().Select(record => fixture.Letters[(string)record!["recordId"]!])));
    }

    [Theory]
    [InlineData("filters={", "400 filters")]
    [InlineData("filters=[]", "400 filters")]
    [InlineData("filters={\"age\":{\"op\":\"eq\",\"value\":1},\"age\":{\"op\":\"eq\",\"value\":2}}", "400 filters")]
    [InlineData("filters={\"grade\":\"VIP\"}", "400 filters.grade")]
    [InlineData("filters={\"size\":{\"op\":\"eq\",\"value\":1}}", "400 filters.size")]
    [InlineData("filters={\"age\":{\"value\":1}}", "400 filters.age.op")]
    [InlineData("filters={\"age\":{\"op\":\"is\",\"value\":1}}", "400 filters.age.op")]
    [InlineData("filters={\"age\":{\"op\":\"like\",\"value\":\"1\"}}", "400 filters.age.op")]
    [InlineData("filters={\"age\":{\"op\":\"eq\",\"value\":\"1\"}}", "400 filters.age.value")]
    [InlineData("filters={\"age\":{\"op\":\"eq\"}}", "400 filters.age.value")]
    [InlineData("limit=0", "400 limit")]
    [InlineData("keyword=a&keyword=b", "400 keyword")]
    [InlineData("segmentId=CRMSG1260423081530123ABC11122233", "404 ")]
    public async Task List_WhatIsWrong_IsNamedByItsPath(string query, string paths) => Assert.Equal(paths, (await ListAsync(query)).Paths());

    [Fact]
    public async Task List_OfNoEntity_IsRefused()
    {
        Assert.Equal("400 entityId", (await Owner.GetJson("records")).Paths());
        Assert.Equal(404, (await Owner.GetJson("records?entityId=CRMET1260423081530123ABC11122233")).Code);
    }

    [Fact]
    public async Task List_PageByPage_ShowsEachOnce_AndACursorIsGoodForItsListAlone()
    {
        var (seen, key) = (new List<string>(), "");
        do
        {
            var page = await Making.Made(ListAsync("limit=3" + key));
            seen.AddRange(page["data"]!.AsArray().Select(record => fixture.Letters[(string)record!["recordId"]!]));
            key = page["nextKey"] is { } next ? $"&startKey={next}" : "";
            if (key.Length > 0)
            {
                Assert.Equal("InvalidStartKey", (await ListAsync("keyword=길" + key)).ErrorCode);
                Assert.Equal("InvalidStartKey", (await ListAsync(key[1..^1])).ErrorCode);
            }
        }
        while (key.Length > 0);

        Assert.Equal(["d", "c", "b", "a"], seen);
    }

    private Task<Answer> ListAsync(string query) =>
        Owner.GetJson($"records?entityId={fixture.Entity}&{query.Replace("SEGMENT", fixture.Segment, StringComparison.Ordinal).Replace("AGE", fixture.Age, StringComparison.Ordinal)}");

    /// <summary>Four records, a to d.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public CrmHost Host { get; } = new();

        public string Entity { get; private set; } = "";

        public string Segment { get; private set; } = "";

        /// <summary>The property's id.</summary>
        public string Age { get; private set; } = "";

        /// <summary>What each record is called here.</summary>
        public Dictionary<string, string> Letters { get; } = [];

        public async Task InitializeAsync()
        {
            var owner = Host.As(Role.Owner);
            Entity = await owner.EntityAsync();
            Age = await owner.PropertyAsync(Entity, "age", "NUMBER");
            var options = new[] { new { value = "VIP" }, new { value = "GOLD" } };
            await Making.Made(owner.PostJson($"entities/{Entity}/properties", new { name = "grade", key = "grade", fieldType = "DROPDOWN", options }));
            Letters[await owner.RecordAsync(Entity, "홍길동", new { age = 20, grade = "VIP" })] = "a";
            Letters[await owner.RecordAsync(Entity, "홍길순", new { age = 30, grade = "VIP" })] = "b";
            Letters[await owner.RecordAsync(Entity, "Hong", new { age = 40, grade = "GOLD" })] = "c";
            Letters[await owner.RecordAsync(Entity, "none")] = "d";
            var conditions = new { @operator = "AND", conditions = new[] { new { field = "data.grade", @operator = "includes_any", value = new[] { "VIP", "GOLD" } } } };
            Segment = (string)(await Making.Made(owner.PostJson("segments", new { entityId = Entity, name = "s", conditions })))["segmentId"]!;
        }

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
