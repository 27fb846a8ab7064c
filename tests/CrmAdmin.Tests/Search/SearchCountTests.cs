using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>A count stops at ten thousand unless it is to be exact.</summary>
public sealed class SearchCountTests : IAsyncLifetime
{
    private ExportHost world = null!;

    public async Task InitializeAsync()
    {
        world = await ExportHost.StartAsync();
        await world.PeopleAsync(Limits.CappedCount);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Count_OverTenThousand_IsCappedUnlessExact()
    {
        Assert.Equal((10_000, false), await CountAsync());
        var more = await world.RecordsAsync(new { name = "one more", data = new { age = 0 } }, new { name = "and one in the trash" });
        await world.Host.As(Role.Member).DeleteJson($"records/{more[1]}");

        Assert.Equal((10_000, true), await CountAsync());
        Assert.Equal((10_001, false), await CountAsync(exact: true));
        Assert.Equal((10_000, true), await CountAsync("not_equals", -1));
        Assert.Equal((10_001, false), await CountAsync("not_equals", -1, exact: true));
        Assert.Equal((10_000, true), await CountAsync("greater_or_equal", 0));
        Assert.Equal((9_999, false), await CountAsync("greater_than", 0));
        Assert.Equal((2, false), await CountAsync("equals", 0));
    }

    [Fact]
    public async Task Count_OfAValueThatMostHave_LeavesOutTheOthersTheEmptyAndTheTrash()
    {
        await using var some = await ExportHost.StartAsync();
        await some.PropertyAsync("grade", "DROPDOWN", options: ["Gold", "normal", "VIP"]);
        var grades = new[] { "Gold", "normal", "normal", "normal", "normal", "normal", "VIP", "normal" };
        var records = await some.RecordsAsync([.. grades.Select(grade => (object)new { name = grade, data = new { grade } }), new { name = "none" }]);
        await some.Host.As(Role.Member).DeleteJson($"records/{records[1]}");
        await some.Host.As(Role.Member).DeleteJson($"records/{records[0]}");

        foreach (var (grade, expected) in new[] { ("NORMAL", 5), ("VIP", 1), ("Gold", 0) })
        {
            var answer = await Making.Made(some.Host.As(Role.Viewer).PostJson("records/search/count", new
            {
                entityId = some.EntityId,
                conditionGroup = new { @operator = "AND", conditions = new[] { new { field = "data.grade", @operator = "equals", value = grade } } },
                exact = true,
            }));
            Assert.Equal(expected, (int)answer["count"]!);
        }
    }

    [Fact]
    public async Task Count_OfTwoValuesOfWhichOneMustHold_CountsARecordWithBothOnce()
    {
        await using var some = await ExportHost.StartAsync();
        await some.PropertyAsync("grade", "DROPDOWN", options: ["Gold", "VIP"]);
        await some.PropertyAsync("city", "RADIO", options: ["제주", "부산"]);
        var records = await some.RecordsAsync([.. new (string?, string?)[] { ("VIP", "제주"), ("VIP", "부산"), ("Gold", "제주"), ("Gold", "부산"), ("VIP", "제주"), (null, "제주") }
            .Select(of => (object)new { name = "x", data = new { grade = of.Item1, city = of.Item2 } })]);
        await some.Host.As(Role.Member).DeleteJson($"records/{records[4]}");
        await ForcedPlans.SeekAsync(some.Host);
        object[] conditions = [new { field = "data.grade", @operator = "equals", value = "VIP" }, new { field = "data.city", @operator = "equals", value = "제주" }];
        object[] others = [new { field = "data.grade", @operator = "not_equals", value = "VIP" }];

        foreach (var exact in new[] { true, false })
        {
            Assert.Equal((4, false), await CountAsync(some, new { entityId = some.EntityId, exact, conditionGroup = new { @operator = "OR", conditions } }));
            Assert.Equal((1, false), await CountAsync(some, new { entityId = some.EntityId, exact, conditionGroup = new { @operator = "AND", conditions } }));
            Assert.Equal((3, false), await CountAsync(some, new { entityId = some.EntityId, exact, conditionGroup = new { @operator = "AND", conditions = others } }));
        }
    }

    private Task<(int Count, bool Capped)> CountAsync(bool exact = false) => CountAsync(new { entityId = world.EntityId, exact });

    private Task<(int Count, bool Capped)> CountAsync(string name, int value, bool exact = false) => CountAsync(new
    {
        entityId = world.EntityId,
        conditionGroup = new { @operator = "AND", conditions = new[] { new { field = "data.age", @operator = name, value } } },
        exact,
    });

    private Task<(int Count, bool Capped)> CountAsync(object body) => CountAsync(world, body);

    private static async Task<(int Count, bool Capped)> CountAsync(ExportHost host, object body)
    {
        var answer = await Making.Made(host.Host.As(Role.Viewer).PostJson("records/search/count", body));
        return ((int)answer["count"]!, (bool)answer["capped"]!);
    }
}
