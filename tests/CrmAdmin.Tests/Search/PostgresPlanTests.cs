using CrmAdmin.Conditions;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Tests.Search;

/// <summary>What PostgreSQL is asked before a page is looked for, and what is left to it.</summary>
public sealed class PostgresPlanTests
{
    [PostgresServerFact]
    public async Task Candidates_OfAPartOfAText_AreFetchedWhereAnIndexFindsThem()
    {
        await using var host = new CrmHost();
        var table = await SearchSample.MakeAsync(host, new Random(1));
        await ForcedPlans.SeekAsync(host);

        foreach (var needle in new[] { "뷁", "zqx", "뷁 q", "z" })
        {
            var cheapest = await CheapestAsync(host, Set(host, table, "name", "contains", needle), 1_000_000);
            Assert.Equal(SearchPlan.Gather, cheapest! with { Cost = 0 });
        }

        Assert.Null(await CheapestAsync(host, Set(host, table, "name", "contains", "뷁"), 0));
    }

    [PostgresServerFact]
    public async Task Settled_OfWhatStatisticsKnow_IsTheEnginesOwnChoice()
    {
        await using var host = new CrmHost();
        var table = await SearchSample.MakeAsync(host, new Random(1));
        var name = Set(host, table, "name", "contains", "뷁");
        (RecordSet Set, bool IsLeft)[] sets =
        [
            (name, false), (Set(host, table, "tags", "includes", "뷁"), false), (Set(host, table, "name", "equals", "뷁"), true), (Number(host, table), false),
            (name with { Sorts = [.. Sort.Newest, .. Sort.Newest] }, true), (Set(host, table, "name", "not_contains", "뷁"), true),
        ];
        foreach (var (set, isLeft) in sets)
        {
            var settled = await host.Get<Store>().ReadAsync(
                db => Task.FromResult(new Planner(set, host.Get<Store>().Dialect, SearchTuning.Measured, db).Settled()), default);
            Assert.Equal(isLeft ? SearchPlan.Natural : null, settled);
        }
    }

    private static Task<SearchPlan?> CheapestAsync(CrmHost host, RecordSet set, long most) => host.Get<Store>().ReadAsync(
        db => CandidateFinder.For(set, host.Get<Store>().Dialect, SearchTuning.Measured, db).CheapestAsync(most, default), default);

    /// <summary>A stretch of numbers, which nothing but a scan would find.</summary>
    private static RecordSet Number(CrmHost host, SearchSample table) =>
        Set(host, table, FieldList.All(table.Schema).First(field => field.Kind == FieldKind.Number).Path, "greater_than", 1d);

    private static RecordSet Set(CrmHost host, SearchSample table, string path, string @operator, object value) => new(
        table.Schema,
        new Group(GroupOperator.And, [new Condition(FieldList.Find(table.Schema, path)!, Operators.Find(@operator)!, [value])]),
        Sort.Newest,
        new ConditionClock(host.Time.GetUtcNow().UtcDateTime, host.Get<WorkspaceSettings>().TimeZone));
}
