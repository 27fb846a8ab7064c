using CrmAdmin.Access;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>In which order a search answers.</summary>
public sealed class SearchOrderTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private ExportHost world = null!;

    public async Task InitializeAsync()
    {
        world = await ExportHost.StartAsync(new CrmHost { Time = time });
        await world.PropertyAsync("agreed", "BOOLEAN");
        await world.PropertyAsync("grade", "DROPDOWN", options: ["z", "A", "b"]);
        await world.PropertyAsync("born", "DATE");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Order_WhereNoneIsAskedFor_IsNewestFirst()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await world.RecordsAsync(new { name });
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("c b a", await NamesAsync());
        Assert.Equal("a b c", await NamesAsync("dateCreated"));
    }

    [Fact]
    public async Task Order_ByText_IsThatOfCodePointsWithoutRegardToCase()
    {
        await world.RecordsAsync(new[] { "😀", "b", "Ａ", "가", "A", "a2", "%", "Z" }.Select(name => (object)new { name }));
        Assert.Equal("% A a2 b Z 가 Ａ 😀", await NamesAsync("name"));
        Assert.Equal("😀 Ａ 가 Z b a2 A %", await NamesAsync("-name"));
    }

    [Theory]
    [InlineData("data.agreed", "no yes none", "yes no none")]
    [InlineData("data.grade", "yes no none", "no yes none")]
    [InlineData("data.born", "no yes none", "yes no none")]
    [InlineData("data.age", "yes no none", "no yes none")]
    public async Task Order_ByAProperty_HasFalseBeforeTrueChoicesByTheirValueAndEmptiesLastBothWays(string field, string up, string down)
    {
        await world.RecordsAsync(
            new { name = "none" },
            new { name = "yes", data = new { agreed = true, grade = "A", born = "2026-01-02", age = -1 } },
            new { name = "no", data = new { agreed = false, grade = "b", born = "0001-01-01", age = 0.5 } });

        Assert.Equal(up, await NamesAsync(field));
        Assert.Equal(down, await NamesAsync("-" + field));
    }

    [Fact]
    public async Task Ties_FallToTheRecordIdInTheDirectionOfTheLastSortField()
    {
        await world.RecordsAsync(
            new { name = "1", data = new { age = 1, grade = "A" } },
            new { name = "2", data = new { age = 1, grade = "A" } },
            new { name = "3", data = new { age = 2, grade = "A" } },
            new { name = "4" },
            new { name = "5" });

        Assert.Equal("1 2 3 4 5", await NamesAsync("data.age"));
        Assert.Equal("3 2 1 5 4", await NamesAsync("-data.age"));
        Assert.Equal("3 1 2 4 5", await NamesAsync("-data.age", "data.grade"));
        Assert.Equal("2 1 3 5 4", await NamesAsync("data.age", "-data.grade"));
    }

    private async Task<string> NamesAsync(params string[] sortFields) =>
        SearchHost.Names(await world.Host.As(Role.Viewer).PostJson("records/search/advanced", new { entityId = world.EntityId, sortFields }));
}
