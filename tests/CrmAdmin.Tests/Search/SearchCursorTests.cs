using System.Buffers.Text;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>A search's cursor goes on with that search, and with nothing else.</summary>
public sealed class SearchCursorTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private ExportHost world = null!;

    private HttpClient Owner => world.Host.As(Role.Owner);

    public async Task InitializeAsync()
    {
        world = await ExportHost.StartAsync(new CrmHost { Time = time });
        await world.PeopleAsync(7);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task NextKey_OnTheLastPage_IsAbsent()
    {
        var all = await SearchAsync(7);
        var most = await SearchAsync(6);
        var rest = await SearchAsync(200, (string)most["nextKey"]!);

        Assert.Null(all["nextKey"]);
        Assert.Single(rest["data"]!.AsArray());
        Assert.Null(rest["nextKey"]);
        Assert.Equal(Names(all), Names(most).Concat(Names(rest)));
    }

    [Fact]
    public async Task StartKey_OfAnotherEntityConditionOrOrder_IsRefused()
    {
        var key = (string)(await SearchAsync(3))["nextKey"]!;
        var other = await Owner.EntityAsync();
        var group = new { @operator = "AND", conditions = new[] { new { field = "data.age", @operator = "less_than", value = 100 } } };
        var further = new { @operator = "AND", conditions = new[] { new { field = "data.age", @operator = "less_than", value = 101 } } };
        var narrowed = (string)(await Owner.PostJson("records/search/advanced", new { entityId = world.EntityId, conditionGroup = group, limit = 3 }))["nextKey"]!;
        object[] others =
        [
            new { entityId = other, startKey = key },
            new { entityId = world.EntityId, conditionGroup = group, startKey = key },
            new { entityId = world.EntityId, conditionGroup = further, startKey = narrowed },
            new { entityId = world.EntityId, startKey = narrowed },
            new { entityId = world.EntityId, sortFields = new[] { "dateCreated" }, startKey = key },
            new { entityId = world.EntityId, sortFields = new[] { "-dateCreated", "name" }, startKey = key },
        ];

        foreach (var body in others)
        {
            AssertRefused(await Owner.PostJson("records/search/advanced", body));
        }

        AssertRefused(await Owner.GetJson($"records/trash?entityId={world.EntityId}&startKey={Uri.EscapeDataString(key)}"));
        AssertRefused(await SearchAsync(3, key[..^1]));
        AssertRefused(await SearchAsync(3, key + "A"));
        AssertRefused(await SearchAsync(3, ""));
        AssertRefused(await SearchAsync(3, "x"));
        Assert.Equal(200, (await SearchAsync(3, key)).Code);
    }

    [Fact]
    public async Task NextKey_Read_ShowsNoFieldValue()
    {
        var key = (string)(await Owner.PostJson("records/search/advanced", new { entityId = world.EntityId, sortFields = new[] { "name", "data.age" }, limit = 3 }))["nextKey"]!;
        var bytes = Base64Url.DecodeFromChars(key);

        Assert.DoesNotContain("사람", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("사람", Encoding.Unicode.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("CRMRC1", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_IsThatOfTheFirstPageUntilTheLast()
    {
        var group = new { @operator = "AND", conditions = new[] { new { field = "dateCreated", @operator = "in_last_minutes", value = 5 } } };
        object Body(string? startKey) => new { entityId = world.EntityId, conditionGroup = group, limit = 4, startKey };
        var first = await Owner.PostJson("records/search/advanced", Body(null));
        time.Advance(TimeSpan.FromMinutes(30));

        var second = await Owner.PostJson("records/search/advanced", Body((string)first["nextKey"]!));

        Assert.Equal(3, Names(second).Count());
        Assert.Empty(Names(await Owner.PostJson("records/search/advanced", Body(null))));
    }

    [Fact]
    public async Task Walk_WhileRecordsComeAndGo_SeesWhatStaysExactlyOnce()
    {
        var seen = new List<string>();
        string? key = null;
        do
        {
            var page = await SearchAsync(2, key);
            seen.AddRange(Names(page));
            key = (string?)page["nextKey"];
            var come = await world.RecordsAsync(new { name = "fleeting" }, new { name = "fleeting" });
            await Owner.PostJson("records/bulk/delete", new { recordIds = come[..1], permanent = true });
        }
        while (key is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"사람 {i}").Reverse(), seen.Where(name => name != "fleeting"));
    }

    private Task<Answer> SearchAsync(int limit, string? startKey = null) =>
        Owner.PostJson("records/search/advanced", new { entityId = world.EntityId, limit, startKey });

    private static IEnumerable<string> Names(Answer answer)
    {
        Assert.True(answer.Code == 200, $"{answer.Code} {answer.Body}");
        return answer["data"]!.AsArray().Select(record => (string)record!["name"]!);
    }

    private static void AssertRefused(Answer answer) => Assert.Equal((400, nameof(ErrorCode.InvalidStartKey)), (answer.Code, answer.ErrorCode));
}
