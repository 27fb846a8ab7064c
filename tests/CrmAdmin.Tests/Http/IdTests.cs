using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Tests.Files;

namespace CrmAdmin.Tests.Http;

/// <summary>«Ids are 32 characters: prefix of 6 + yyMMddHHmmssfff (UTC) + 11 base62 … the ids of one server ascend strictly by code point.»</summary>
public sealed class IdTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly CrmHost host;

    public IdTests() => host = new CrmHost { Time = time };

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Id_OfEachKind_IsItsPrefixTheTimeAndElevenDigits()
    {
        var before = time.GetUtcNow();
        var (entityId, other) = (await Owner.EntityAsync(), await Owner.EntityAsync());
        var (recordId, otherId) = (await Owner.RecordAsync(entityId, "a"), await Owner.RecordAsync(other, "b"));
        var typeId = await IdAsync("relation-types", new { name = "t", fromEntityId = entityId, toEntityId = other }, "relationTypeId");
        using var file = Uploads.Body("text"u8.ToArray(), "notes.txt");
        using var table = Uploads.Body("name\na\n"u8.ToArray(), "people.csv");
        table.Add(new StringContent(entityId), "entityId");
        (string Prefix, string Id)[] ids =
        [
            ("CRMET1", entityId),
            ("CRMRC1", recordId),
            ("CRMPP1", await Owner.PropertyAsync(entityId, "p")),
            ("CRMSG1", await IdAsync("segments", new { entityId, name = "s", conditions = new { @operator = "AND", conditions = Array.Empty<object>() } }, "segmentId")),
            ("CRMRT1", typeId),
            ("CRMRL1", await IdAsync("relations", new { relationTypeId = typeId, fromRecordId = recordId, toRecordId = otherId }, "relationId")),
            ("CRMAC1", await IdAsync("activities", new { recordId, type = "call", date = "2026-04-23T08:15:30Z" }, "activityId")),
            ("CRMFL1", await IdAsync("files", file, "fileId")),
            ("CRMIM1", await IdAsync("records/import", table, "importId")),
        ];
        var after = time.GetUtcNow();

        foreach (var (prefix, id) in ids)
        {
            Assert.Equal((prefix, 32), (id[..6], id.Length));
            var at = DateTimeOffset.ParseExact(id.AsSpan(6, 15), "yyMMddHHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            Assert.InRange(at, before.AddMilliseconds(-1), after.AddSeconds(1));
            Assert.All(id[21..], digit => Assert.True(char.IsAsciiLetterOrDigit(digit)));
        }
    }

    [Fact]
    public async Task Ids_OfOneServer_AscendByCodePoint_AlsoWhereTheClockStepsBack()
    {
        var entityId = await Owner.EntityAsync();
        var ids = new List<string>(await ManyAsync(entityId));
        ids.AddRange(await ManyAsync(entityId));
        time.Advance(TimeSpan.FromMinutes(-10));
        var stepped = await ManyAsync(entityId);
        ids.AddRange(stepped);

        Assert.Equal(3000, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids[1999][6..21], stepped[^1][6..21]);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    private async Task<string[]> ManyAsync(string entityId)
    {
        var made = await Making.Made(Owner.PostJson("records/bulk/create", new { entityId, records = Enumerable.Range(0, 1000).Select(i => new { name = $"n{i}" }) }));
        return [.. made["resultList"]!.AsArray().Select(item => (string)item!["recordId"]!)];
    }

    private async Task<string> IdAsync(string path, object body, string name) => (string)(await Making.Made(Owner.PostJson(path, body)))[name]!;
}
