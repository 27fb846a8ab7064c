using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Search;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>A jump into the middle of a list must land where walking page by page would have come.</summary>
public sealed class SkipTests : IAsyncLifetime
{
    private const int Lists = 120;
    private readonly CrmHost host = new() { Time = new StillTime(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero)) };
    private readonly Random random = new(20_261_122);
    private SearchSample table = default!;

    public async Task InitializeAsync() => table = await SearchSample.MakeAsync(host, random);

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Skip_RandomListsAndPlaces_GoesOnAsAWalkWould()
    {
        var search = host.Get<SearchService>();
        var viewer = CrmHost.Caller(Role.Viewer);
        for (var i = 0; i < Lists; i++)
        {
            var tree = random.Next(3) == 0 ? (JsonElement?)null : JsonSerializer.SerializeToElement(table.Trees(random).Next());
            var selection = new RecordSelection(table.Schema.EntityId, tree, SortFields: table.Sorts(random));
            var all = (await search.PageAsync(viewer, selection, 200, null, default)).Data.Select(r => r.RecordId).ToList();
            var first = random.Next(1, all.Count + 2);
            var second = random.Next(1, all.Count + 2);

            var key = await search.SkipAsync(viewer, selection, null, first, default);
            Assert.Equal(first <= all.Count, key is not null);
            if (key is not null)
            {
                await AssertGoesOnAsync(selection, key, all[first..]);
                var further = await search.SkipAsync(viewer, selection, key, second, default);
                Assert.Equal(first + second <= all.Count, further is not null);
                await AssertGoesOnAsync(selection, further ?? key, further is null ? all[first..] : all[(first + second)..]);
            }
        }
    }

    private async Task AssertGoesOnAsync(RecordSelection selection, string key, List<string> rest)
    {
        var page = await host.Get<SearchService>().PageAsync(CrmHost.Caller(Role.Viewer), selection, 200, key, default);
        Assert.Equal(rest, page.Data.Select(record => record.RecordId));
    }
}
