using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>A search that takes longer than it may: two and a half thousand conditions that no index serves, and a millisecond.</summary>
public sealed class CostlySearchTests : IAsyncLifetime
{
    private ExportHost world = null!;

    private HttpClient Owner => world.Host.As(Role.Owner);

    public async Task InitializeAsync()
    {
        world = await ExportHost.StartAsync(new CrmHost { SearchCost = TimeSpan.FromMilliseconds(1) });
        await world.PeopleAsync(2 * Limits.BulkItems);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("records/search/advanced")]
    [InlineData("records/search/count")]
    public async Task Search_ThatTakesTooLong_IsStoppedAndItsConditionNamed(string path)
    {
        var answer = await Owner.PostJson(path, new { entityId = world.EntityId, conditionGroup = Costly() });

        Assert.Equal("400 conditionGroup", answer.Paths());
        Assert.Equal(nameof(ErrorCode.ValidationError), answer.ErrorCode);
    }

    [Fact]
    public async Task List_OfASegmentThatTakesTooLong_IsStoppedLikewise()
    {
        var segment = await Making.Made(Owner.PostJson("segments", new { entityId = world.EntityId, name = "s", conditions = Costly() }));

        var answer = await Owner.GetJson($"records?entityId={world.EntityId}&segmentId={segment["segmentId"]}");

        Assert.Equal("400 conditionGroup", answer.Paths());
    }

    [Fact]
    public async Task Export_OfWhatTakesTooLongToCount_BecomesAJobThatEnds()
    {
        var jobId = await world.JobAsync(Role.Owner, new { entityId = world.EntityId, format = "csv", conditionGroup = Costly() });

        var status = await world.OverAsync(Role.Owner, jobId);
        Assert.Equal(("completed", 0), ((string?)status["status"], (int)status["total"]!));
    }

    /// <summary>As wide as a tree may be; nobody's name ends so.</summary>
    private static JsonElement Costly() => JsonSerializer.SerializeToElement(new
    {
        @operator = "OR",
        conditions = Enumerable.Range(0, Limits.GroupChildren).Select(group => new
        {
            @operator = "OR",
            conditions = Enumerable.Range(0, Limits.GroupChildren).Select(i => new { field = "name", @operator = "ends_with", value = $"{group}번 {i}" }),
        }),
    });
}
