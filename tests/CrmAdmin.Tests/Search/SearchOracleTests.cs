using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Conditions;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>
/// Random trees and sorts through the search itself, walked by cursor from end to end: the same records in the same order
/// as the oracle says, by every plan that the planner can choose, and explained as they are found. SEARCH_TREES sets how many a zone, SEARCH_SEED where to begin.
/// </summary>
public sealed class SearchOracleTests
{
    /// <summary>Records that each tree is explained on: over all zones 3,150 pairs.</summary>
    private const int HeldOfTree = 3;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    private static readonly int Trees = Setting("SEARCH_TREES", 350);
    private static readonly int FirstSeed = Setting("SEARCH_SEED", 20_261_122);

    [Theory]
    [InlineData("Asia/Seoul", false, true)]
    [InlineData("America/New_York", true, false)]
    [InlineData("Pacific/Apia", true, true)]
    public async Task Page_RandomTreesAndSortsWalkedWhileOthersWrite_IsWhatTheOracleSays(string zone, bool isOrdered, bool isSought)
    {
        await using var host = new CrmHost { Time = new StillTime(Now), Settings = { ["Workspace:TimeZone"] = zone } };
        var random = new Random(FirstSeed + zone.Length);
        var table = await SearchSample.MakeAsync(host, random);
        if (isOrdered)
        {
            await table.OrderAsync();
        }

        if (isSought)
        {
            await ForcedPlans.SeekAsync(host);
        }

        for (var i = 0; i < Trees; i++)
        {
            await WalkAsync(host, table, new Random(FirstSeed + (1_000_000 * zone.Length) + i), $"zone {zone}, start seed {FirstSeed}, tree {i}");
        }
    }

    private static async Task WalkAsync(CrmHost host, SearchSample table, Random random, string place)
    {
        var tree = JsonSerializer.SerializeToElement(random.Next(3) == 0 ? table.Trees(random).Flat() : table.Trees(random).Next());
        var sorts = table.Sorts(random);
        var selection = new RecordSelection(table.Schema.EntityId, tree, SortFields: sorts);
        var search = new SearchService(
            host.Get<Store>(), host.Get<SelectionReader>(), host.Get<StartKeys>(), random.Pick(ForcedPlans.All), host.Get<QueryLimit>(),
            host.Get<OrderIndexes>(), host.Get<RightOfWay>(), host.Get<ParallelReads>());
        var caller = CrmHost.Caller(Role.Owner);
        var limit = random.Next(3) == 0 ? random.Next(1, 4) : random.Next(4, 60);
        var seen = new List<string>();
        var pages = 0;
        for (string? key = null; pages == 0 || key is not null; pages++)
        {
            var page = await search.PageAsync(caller, selection, limit, key, CancellationToken.None);
            seen.AddRange(page.Data.Select(record => record.RecordId).Where(table.IsStable));
            key = page.NextKey;
            if (key is not null && pages % 3 == 0)
            {
                await table.DisturbAsync(random);
            }

            Assert.True(pages < 400, $"{place}: the walk does not end");
        }

        var expected = table.Expected(tree, sorts);
        Assert.True(
            expected.SequenceEqual(seen),
            $"{place}: sorted by {string.Join(',', sorts)}, {limit} a page, expected\n{string.Join(' ', expected)}\nfound\n{string.Join(' ', seen)}\nof\n{tree}");
        foreach (var exact in new[] { true, false })
        {
            var counted = await search.CountAsync(caller, selection, exact, CancellationToken.None);
            Assert.True(counted.Count == table.ExpectedCount(tree), $"{place}: counted {counted.Count}, exact {exact}, of {table.ExpectedCount(tree)}\n{tree}");
        }

        for (var i = 0; i < HeldOfTree; i++)
        {
            var recordId = table.StableId(random.Next(SearchSample.Stable));
            var held = await host.Get<ExplainService>().HoldAsync(caller, table.Schema.EntityId, tree, null, recordId, CancellationToken.None);
            Assert.True(held.Matches(held.Tree) == seen.Contains(recordId), $"{place}: {recordId} is explained otherwise than it is found\n{tree}");
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
