using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;
using static CrmAdmin.Tests.Exports.Bulk.BulkExportHost;

namespace CrmAdmin.Tests.Exports.Bulk;

public sealed class BulkExportFileTests : IAsyncLifetime
{
    private BulkExportHost exports = null!;

    public async Task InitializeAsync() => exports = await StartAsync();

    public async Task DisposeAsync() => await exports.DisposeAsync();

    [Fact]
    public async Task Contacts_V1_AreThoseOfARecordExport()
    {
        var id = await exports.Owner.RecordAsync(exports.EntityId, "=홍,길동", new { email = "hong@example.com", phone = "010-1234-5678" });
        var request = await exports.Owner.PostJson("records/export/request", new { entityId = exports.EntityId, format = "csv" }, ("Accept-Language", "en"));
        var plain = await exports.Host.Anonymous().GetStringAsync(new Uri((string)request["downloadUrl"]!));

        var lines = await exports.LinesAsync(OfContacts());

        Assert.Equal(plain.TrimStart('\uFEFF').TrimEnd().Split("\r\n"), lines);
        Assert.Equal("Record ID,Name,email,phone,Tags,Owner,Created,Updated", lines[0]);
        Assert.StartsWith($"{id},\"'=홍,길동\",hong@example.com,010-1234-5678,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("레코드 ID,이름,", (await exports.LinesAsync(OfContacts(), language: "ko"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_ByMember_AreMasked()
    {
        await exports.Owner.RecordAsync(exports.EntityId, "홍길동", new { phone = "010-1234-5678" });

        Assert.Contains(",0************,", (await exports.LinesAsync(OfContacts(version: "v2"), Role.Member))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_V2_AddCountFirstAndLastOfEachActivityType()
    {
        var hong = await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        var kim = await exports.Owner.RecordAsync(exports.EntityId, "김영희");
        await exports.ActivityAsync(hong, "order.paid", "2026-04-02T00:00:00Z");
        await exports.ActivityAsync(hong, "order.paid", "2026-04-01T00:00:00Z");
        await exports.ActivityAsync(hong, "=call", "2026-04-03T00:00:00Z");
        var gone = await exports.Owner.RecordAsync(exports.EntityId, "지운 사람");
        await exports.ActivityAsync(gone, "only.theirs", "2026-04-03T00:00:00Z");
        await exports.Owner.DeleteJson($"records/{gone}");

        var lines = await exports.LinesAsync(OfContacts(version: "v2"));

        Assert.EndsWith(",Created,Updated,'=call count,'=call first,'=call last,order.paid count,order.paid first,order.paid last", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(kim, lines[1], StringComparison.Ordinal);
        Assert.EndsWith("Z,,,,,,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("Z,1,2026-04-03T00:00:00.000Z,2026-04-03T00:00:00.000Z,2,2026-04-01T00:00:00.000Z,2026-04-02T00:00:00.000Z", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task Contacts_OfASegment_AreThoseInIt()
    {
        await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        var kim = await exports.Owner.RecordAsync(exports.EntityId, "김영희");

        var lines = await exports.LinesAsync(OfContacts(await exports.SegmentAsync("김영희"), "v2"));

        Assert.StartsWith(kim, Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ISO", "2026-04-23T08:15:30.123Z")]
    [InlineData("L", "04/23/2026")]
    [InlineData("LL", "April 23, 2026")]
    [InlineData("LLL", "April 23, 2026 5:15 PM")]
    public async Task Date_OfEachFormat_IsOfTheContract(string dateFormat, string expected)
    {
        var hong = await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        await exports.ActivityAsync(hong, "call", "2026-04-23T17:15:30.123+09:00");

        var activity = (await exports.LinesAsync(OfActivities(dateFormat: dateFormat, delimiter: ";"), language: "ko"))[1];
        Assert.Equal(expected, activity.Split(';')[4]);

        var contact = (await exports.LinesAsync(OfContacts(version: "v2", dateFormat: dateFormat, delimiter: ";")))[1];
        Assert.EndsWith($";1;{expected};{expected}", contact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activities_V1_AreSixColumnsNewestFirst()
    {
        var hong = await exports.Owner.RecordAsync(exports.EntityId, "홍, 길동");
        var call = await exports.ActivityAsync(hong, "call", "2026-04-02T00:00:00Z", new { hidden = 1 }, "+82");
        var order = await exports.ActivityAsync(hong, "order.paid", "2026-04-03T00:00:00Z");

        Assert.Equal(
            [
                "Activity ID,Contact ID,Contact name,Type,Date,Source",
                $"{order},{hong},\"홍, 길동\",order.paid,2026-04-03T00:00:00.000Z,",
                $"{call},{hong},\"홍, 길동\",call,2026-04-02T00:00:00.000Z,'+82",
            ],
            await exports.LinesAsync(OfActivities()));
        Assert.Equal("활동 ID,연락처 ID,연락처 이름,유형,일시,출처", (await exports.LinesAsync(OfActivities(), language: "ko"))[0]);
    }

    [Fact]
    public async Task Activities_V2_AddThePayloadsKeysAsColumns()
    {
        var hong = await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        await exports.ActivityAsync(hong, "a", "2026-04-01T00:00:00Z", new { amount = -12.5, paid = true, note = "-\"x\"", none = (string?)null });
        await exports.ActivityAsync(hong, "b", "2026-04-02T00:00:00Z", JsonNode.Parse("""{"items":[{"id":1,"amount":2}],"큰\"수":1e21,"note":"가\n,나","empty":"","o":{"note":"inner"}}"""));
        await exports.ActivityAsync(hong, "c", "2026-04-03T00:00:00Z");

        var lines = await exports.LinesAsync(OfActivities("v2"));

        Assert.Equal("Activity ID,Contact ID,Contact name,Type,Date,Source,amount,empty,items,none,note,o,paid,\"큰\"\"수\"", lines[0]);
        Assert.EndsWith(",c,2026-04-03T00:00:00.000Z,,,,,,,,,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",b,2026-04-02T00:00:00.000Z,,,,\"[{\"\"id\"\":1,\"\"amount\"\":2}]\",,\"가\n,나\",\"{\"\"note\"\":\"\"inner\"\"}\",,1000000000000000000000", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",a,2026-04-01T00:00:00.000Z,,-12.5,,,,\"'-\"\"x\"\"\",,true,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activities_OutsideTheSpanOrOfOtherTypesOrOfTheTrash_AreLeftOut()
    {
        var hong = await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        var other = await exports.Owner.RecordAsync(await exports.Owner.EntityAsync(), "회사");
        var trashed = await exports.Owner.RecordAsync(exports.EntityId, "지운 사람");
        var first = await exports.ActivityAsync(hong, "a", "2026-04-01T00:00:00Z");
        await exports.ActivityAsync(hong, "a", "2026-03-31T23:59:59.999Z");
        var last = await exports.ActivityAsync(hong, "a", "2026-05-01T00:00:00Z");
        await exports.ActivityAsync(hong, "a", "2026-05-01T00:00:00.001Z");
        await exports.ActivityAsync(other, "a", "2026-04-02T00:00:00Z");
        await exports.ActivityAsync(trashed, "a", "2026-04-02T00:00:00Z");
        var typed = await exports.ActivityAsync(hong, "b", "2026-04-02T00:00:00Z");
        await exports.Owner.DeleteJson($"records/{trashed}");

        Assert.Equal([last, typed, first], Ids(await exports.LinesAsync(OfActivities())));
        Assert.Equal([typed], Ids(await exports.LinesAsync(OfActivities(types: ["b", "B"]))));
        Assert.Equal([last, typed, first], Ids(await exports.LinesAsync(OfActivities(types: []))));
    }

    [Fact]
    public async Task Activities_OfASegment_AreThoseOfItsContacts()
    {
        var hong = await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        var kim = await exports.Owner.RecordAsync(exports.EntityId, "김영희");
        await exports.ActivityAsync(hong, "a", "2026-04-01T00:00:00Z");
        var hers = await exports.ActivityAsync(kim, "a", "2026-04-01T00:00:00Z");

        Assert.Equal([hers], Ids(await exports.LinesAsync(OfActivities("v2", segmentId: await exports.SegmentAsync("김영희")))));
    }

    [Fact]
    public async Task Export_MoreColumnsThanAFileHolds_EndsInAnErrorThatSaysSo()
    {
        var hong = await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        foreach (var part in Enumerable.Range(0, 17_000).Chunk(1_000))
        {
            await exports.ActivityAsync(hong, "a", "2026-04-01T00:00:00Z", part.ToDictionary(i => $"k{i}", _ => 1));
        }

        var made = await exports.Owner.PostJson("/exports", OfActivities("v2"), ("Accept-Language", "en"));
        var export = await exports.OverAsync((string)made["id"]!);
        var inEnglish = await exports.Owner.GetJson($"/exports/{made["id"]}", ("Accept-Language", "en"));

        Assert.Equal(("error", "열이 16384개를 넘습니다. 조건을 좁히거나 v1으로 내보내 주세요."), ((string?)export["status"], (string?)export["error"]));
        Assert.Equal("There would be more than 16384 columns. Narrow the filters, or export v1.", (string?)inEnglish["error"]);
        Assert.Null(export["fileUrl"]);
    }

    private static string[] Ids(string[] lines) => [.. lines[1..].Select(line => line.Split(',')[0])];
}
