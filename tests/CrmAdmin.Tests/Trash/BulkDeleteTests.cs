using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Trash;

/// <summary>Bulk delete and restore, by the contract's own sentences.</summary>
public sealed class BulkDeleteTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private const string Unknown = "CRMRC1260423081530123REC11122233";
    private string entityId = "";

    private HttpClient Member => host.As(Role.Member);

    public async Task InitializeAsync() => entityId = await host.As(Role.Owner).EntityAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Delete_OfSomeAndAnUnknown_AnswersToTheByteInTheOrderAsked()
    {
        var ids = await RecordsAsync(2);

        var answer = await Member.PostJson("records/bulk/delete", new { recordIds = new[] { ids[1], Unknown, ids[0] } }, ("Accept-Language", "en"));

        var said = (string)answer["resultList"]![1]!["resultMessage"]!;
        Assert.NotEmpty(said);
        var expected = $$"""{"deleted":2,"skipped":1,"errorCount":1,"resultList":[{"recordId":"{{ids[1]}}","resultCode":"Success"},{"recordId":"{{Unknown}}","resultCode":"ResourceNotFound","resultMessage":"{{said}}"},{"recordId":"{{ids[0]}}","resultCode":"Success"}]}""";
        Assert.Equal(expected, answer.Body!.ToJsonString());
    }

    [Fact]
    public async Task Restore_OfEachKind_SaysWhatBecameOfEach()
    {
        var ids = await RecordsAsync(3);
        await Made("delete", [ids[0], ids[1]]);
        await Made("delete", [ids[1]], permanent: true);

        var answer = await Made("restore", [ids[2], ids[1], ids[0], Unknown]);

        Assert.Equal("NotDeleted ResourceNotFound Success ResourceNotFound", Codes(answer));
        Assert.Equal((1, 3, 3), ((int)answer["restored"]!, (int)answer["skipped"]!, (int)answer["errorCount"]!));
        Assert.Null(answer["deleted"]);
    }

    [Fact]
    public async Task Delete_OfWhatIsInTheTrash_IsAlreadyDeletedAndForGoodItGoes()
    {
        var ids = await RecordsAsync(2);
        await Made("delete", [ids[0]]);

        Assert.Equal("AlreadyDeleted Success", Codes(await Made("delete", ids)));
        Assert.Equal("Success", Codes(await Made("delete", [ids[0]], permanent: true)));
        Assert.Equal("ResourceNotFound", Codes(await Made("delete", [ids[0]])));
        Assert.Equal("ResourceNotFound", Codes(await Made("delete", [ids[0]], permanent: true)));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("restore")]
    public async Task RepeatedId_IsDealtWithOnce(string act)
    {
        var ids = await RecordsAsync(2);
        if (act == "restore")
        {
            await Made("delete", ids);
        }

        var answer = await Made(act, [ids[0], ids[1], ids[0], ids[0]]);

        Assert.Equal([ids[0], ids[1]], answer["resultList"]!.AsArray().Select(item => (string)item!["recordId"]!));
        Assert.Equal((2, 0), ((int)answer[act + "d"]!, (int)answer["skipped"]!));
    }

    [Theory]
    [InlineData("""{}""", "400 recordIds")]
    [InlineData("""{"recordIds":null}""", "400 recordIds")]
    [InlineData("""{"recordIds":[]}""", "400 recordIds")]
    [InlineData("""{"recordIds":"ID"}""", "400 recordIds")]
    [InlineData("""{"recordIds":{"0":"ID"}}""", "400 recordIds")]
    [InlineData("""{"recordIds":["ID",1]}""", "400 recordIds[1]")]
    [InlineData("""{"recordIds":["ID",null]}""", "400 recordIds[1]")]
    [InlineData("""{"recordIds":["ID",["ID"]]}""", "400 recordIds[1]")]
    [InlineData("""{"recordIds":["ID"],"permanent":"true"}""", "400 permanent")]
    [InlineData("""{"recordIds":["ID"],"permanent":1}""", "400 permanent")]
    public async Task Delete_OfWhatIsNoListOfIds_IsRefusedAndChangesNothing(string body, string expected)
    {
        var ids = await RecordsAsync(1);

        Assert.Equal(expected, (await Member.PostJson("records/bulk/delete", body.Replace("ID", ids[0], StringComparison.Ordinal))).Paths());
        Assert.Equal(200, (await Member.GetJson($"records/{ids[0]}")).Code);
    }

    [Fact]
    public async Task Delete_OfAThousand_IsTakenAndOfOneMoreIsRefusedRepeatsIncluded()
    {
        var ids = await RecordsAsync(Limits.BulkItems);
        string[] more = [.. ids, ids[0]];
        foreach (var act in new[] { "delete", "restore" })
        {
            Assert.Equal("400 recordIds", (await Member.PostJson($"records/bulk/{act}", new { recordIds = more })).Paths());
        }

        Assert.Equal(200, (await Member.GetJson($"records/{ids[0]}")).Code);
        Assert.Equal(Limits.BulkItems, (int)(await Made("delete", ids))["deleted"]!);
        Assert.Equal(Limits.BulkItems, (int)(await Made("restore", ids))["restored"]!);
        Assert.Equal(Limits.BulkItems, (int)(await Made("delete", ids, permanent: true))["deleted"]!);
    }

    [Fact]
    public async Task Delete_OfRecordsOfSeveralEntities_IsOneRequest()
    {
        var other = await host.As(Role.Owner).EntityAsync();
        var mine = await RecordsAsync(1);
        var theirs = await Member.RecordAsync(other, "other");

        Assert.Equal("Success Success", Codes(await Made("delete", [theirs, mine[0]])));
        Assert.Equal("Success Success", Codes(await Made("restore", [mine[0], theirs])));
    }

    [Fact]
    public async Task DeleteOne_AnswersTheItemAndIsUnknownAfterwardsButForGood()
    {
        var recordId = (await RecordsAsync(1))[0];

        var item = await Member.DeleteJson($"records/{recordId}");
        Assert.Equal($$"""{"recordId":"{{recordId}}","resultCode":"Success"}""", item.Body!.ToJsonString());
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, $"records/{recordId}", null),
            (HttpMethod.Patch, $"records/{recordId}", new { name = "x" }),
            (HttpMethod.Delete, $"records/{recordId}", null),
            (HttpMethod.Get, $"records/{recordId}/activities", null),
            (HttpMethod.Get, $"records/{recordId}/relations", null),
            (HttpMethod.Get, $"records/{recordId}/event-summaries", null),
            (HttpMethod.Post, "activities", new { recordId, type = "t", date = "2026-04-20T00:00:00Z" }),
        })
        {
            var answer = await Member.CallAsync(method, path, body);
            Assert.True((answer.Code, answer.ErrorCode) == (404, nameof(ErrorCode.ResourceNotFound)), $"{method} {path}: {answer.Code}");
        }

        Assert.Equal("Success", (string?)(await Member.PostJson($"records/{recordId}/restore", null))["resultCode"]);
        Assert.Equal("NotDeleted", (string?)(await Member.PostJson($"records/{recordId}/restore", null))["resultCode"]);
        Assert.Equal("Success", (string?)(await Member.DeleteJson($"records/{recordId}?permanent=true"))["resultCode"]);
        Assert.Equal(404, (await Member.DeleteJson($"records/{recordId}?permanent=true")).Code);
        Assert.Equal(404, (await Member.PostJson($"records/{recordId}/restore", null)).Code);
        Assert.Equal("400 permanent", (await Member.DeleteJson($"records/{recordId}?permanent=maybe")).Paths());
    }

    private static string Codes(Answer answer) => string.Join(' ', answer["resultList"]!.AsArray().Select(item => (string)item!["resultCode"]!));

    private Task<Answer> Made(string act, string[] recordIds, bool permanent = false) =>
        Making.Made(Member.PostJson($"records/bulk/{act}", act == "delete" ? new { recordIds, permanent } : new { recordIds }));

    private async Task<string[]> RecordsAsync(int count)
    {
        var made = await Making.Made(Member.PostJson("records/bulk/create", new { entityId, records = Enumerable.Range(0, count).Select(i => new { name = $"n{i}" }) }));
        return [.. made["resultList"]!.AsArray().Select(item => (string)item!["recordId"]!)];
    }
}
