using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Storage;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Search;

/// <summary>What no other index finds is looked for in SQLite's index of short values, and there alone.</summary>
public sealed class ScanIndexTests
{
    private static readonly (string Type, string Operator, object[] Values)[] Short =
    [
        ("NUMBER", "between", [1d, 2d]), ("NUMBER", "is_empty", []), ("BOOLEAN", "equals", [true]), ("DATE", "not_equals", [new DateOnly(2026, 11, 1)]),
        ("DATETIME", "after", [new DateOnly(2026, 11, 1)]), ("DROPDOWN", "excludes", ["a", "b"]), ("RADIO", "not_equals", ["a"]), ("PHONE", "ends_with", ["99"]),
    ];

    [SqliteFact]
    public async Task Scan_ForShortValues_ReadsNoRecordButThoseOfThePage()
    {
        await using var world = await ExportHost.StartAsync();
        foreach (var type in Short.Select(of => of.Type).Distinct())
        {
            await world.PropertyAsync(Key(type), type, options: type is "DROPDOWN" or "RADIO" ? ["a", "b"] : []);
        }

        foreach (var (type, name, values) in Short)
        {
            var set = await SetAsync(world, Sort.Newest, [("data." + Key(type), name, values)]);
            Assert.Contains("COVERING INDEX r1_scan", await PlanAsync(world, sql => sql.Count(SearchPlan.Scan, null), set));
            Assert.Contains("COVERING INDEX r1_scan", await PlanAsync(world, sql => sql.Page(SearchPlan.Scan, emptyPart: false, null, 10), set));
            var sorted = await SetAsync(world, [new Sort(set.Where.Fields().Single(), true)], []);
            Assert.Contains("COVERING INDEX r1_scan", await PlanAsync(world, sql => sql.Page(SearchPlan.Scan, emptyPart: true, null, 10), sorted));
            Assert.Contains("COVERING INDEX r1_scan", await PlanAsync(world, sql => sql.IdAt(SearchPlan.Scan, null, 10), sorted));
        }
    }

    [SqliteFact]
    public async Task Count_OfShortValuesOrAText_ReadsThemThereAndLooksTheTextUp()
    {
        await using var world = await ExportHost.StartAsync();
        await world.PropertyAsync("memo", "LONG_TEXT");
        await world.RecordsAsync([.. Enumerable.Range(0, 40).Select(i => new { name = $"{i}", data = new { age = i, memo = i % 8 == 0 ? "golf" : "x" } })]);
        var schema = await SchemaAsync(world);
        Condition Is(string path, string name, params object[] values) => new(FieldList.Find(schema, path)!, Operators.Find(name)!, values);
        var set = (await SetAsync(world, Sort.Newest, [])) with
        {
            Where = new Group(GroupOperator.And,
            [
                Is("data.age", "greater_than", 4d),
                new Group(GroupOperator.Or, [Is("data.age", "less_than", 9d), new Group(GroupOperator.And, [Is("data.memo", "contains", "golf"), Is("name", "not_equals", "16")])]),
            ]),
        };

        var (plan, count) = await world.Host.Get<Store>().ReadAsync(
            async db =>
            {
                var counter = new Counter(set, world.Host.Get<Store>().Dialect, SearchTuning.Measured with { SecondProbe = 0, ScannedPerFetch = 1 }, db);
                return (await PlanAsync(db, await counter.SqlAsync(null, default)), await counter.CountAsync(null, world.Host.Get<ParallelReads>(), default));
            },
            default);

        // 5 to 8, of which the last is golf's too, and 24 and 32.
        Assert.Equal(6, count);
        Assert.Contains("COVERING INDEX r1_scan", plan);
        Assert.Contains("VIRTUAL TABLE INDEX", plan);
        Assert.DoesNotMatch("(?m)^SCAN r1$", plan);
    }

    [SqliteFact]
    public async Task Page_InTheOrderOfAChoice_GoesAlongItsIndex()
    {
        await using var world = await ExportHost.StartAsync();
        await world.PropertyAsync("grade", "DROPDOWN", options: ["a", "b"]);
        var set = await SetAsync(world, [new Sort(FieldList.Find(await SchemaAsync(world), "data.grade")!, false)], []);

        var settled = await world.Host.Get<Store>().ReadAsync(
            db => Task.FromResult(new Planner(set, world.Host.Get<Store>().Dialect, SearchTuning.Measured, db).Settled()), default);
        var plan = await PlanAsync(world, sql => sql.Page(settled!, emptyPart: false, null, 10), set);

        Assert.Equal(SearchPlan.ByValue, settled);
        Assert.Contains("COVERING INDEX r1_p2", plan);
        Assert.DoesNotContain("SCAN r1", plan);
    }

    [SqliteFact]
    public async Task Properties_MadeAndRemoved_ComeAndGo()
    {
        await using var world = await ExportHost.StartAsync();
        Assert.Equal("rid, p1, created, updated, deleted_at", await ColumnsAsync(world));
        var phone = await world.PropertyAsync("phone", "PHONE");
        await world.PropertyAsync("memo", "LONG_TEXT");
        await world.PropertyAsync("grade", "DROPDOWN", options: ["a"]);
        await world.PropertyAsync("seen", "DATE");
        Assert.Equal("rid, p1, p5, p4_f, p2_f, created, updated, deleted_at", await ColumnsAsync(world));

        await Making.Made(world.Host.As(Role.Owner).DeleteJson($"properties/{phone}"));

        Assert.Equal("rid, p1, p5, p4_f, created, updated, deleted_at", await ColumnsAsync(world));
    }

    [SqliteFact]
    public async Task Properties_MoreThanItHolds_AreFoundAllTheSame()
    {
        await using var world = await ExportHost.StartAsync();
        for (var i = 1; i <= Limits.ScannedProperties; i++)
        {
            await world.PropertyAsync($"n{i}", "NUMBER");
        }

        var last = $"n{Limits.ScannedProperties}";
        await world.RecordsAsync(new { name = "a", data = new Dictionary<string, object> { [last] = 2 } }, new { name = "b", data = new Dictionary<string, object> { [last] = 1 } }, new { name = "c" });
        var found = await world.Host.As(Role.Viewer).PostJson("records/search/advanced", new { entityId = world.EntityId, sortFields = new[] { "data." + last } });

        Assert.Equal("b a c", SearchHost.Names(found));
        Assert.DoesNotContain("p25", await ColumnsAsync(world), StringComparison.Ordinal);
    }

    [SqliteFact]
    public async Task Start_OnTheDatabaseOfAnEarlierProgram_MakesItAndAnswersAsBefore()
    {
        using var folder = new TempFolder();
        string columns, before, entityId;
        object Search() => new { entityId, sortFields = new[] { "-data.age" } };
        await using (var world = await ExportHost.StartAsync(new CrmHost { StoragePath = folder.Path }))
        {
            await world.RecordsAsync(new { name = "a", data = new { age = 1 } }, new { name = "b", data = new { age = 3 } }, new { name = "c", data = new { age = 2 } });
            (columns, entityId) = (await ColumnsAsync(world), world.EntityId);
            before = SearchHost.Names(await world.Host.As(Role.Viewer).PostJson("records/search/advanced", Search()));
            await world.Host.Get<Store>().WriteAsync(db => db.Database.ExecuteSqlRawAsync("DROP INDEX r1_scan"), default);
        }

        await using var later = new CrmHost { StoragePath = folder.Path };
        Assert.Equal("b c a", before);
        Assert.Equal(before, SearchHost.Names(await later.As(Role.Viewer).PostJson("records/search/advanced", Search())));
        Assert.Equal(columns, await ColumnsAsync(later));
    }

    private static string Key(string type) => type.ToLowerInvariant();

    private static async Task<EntitySchema> SchemaAsync(ExportHost world) => (await world.Host.Get<EntityCatalog>().AllAsync(default)).Single();

    private static async Task<RecordSet> SetAsync(ExportHost world, IReadOnlyList<Sort> sorts, (string Path, string Operator, object[] Values)[] conditions)
    {
        var schema = await SchemaAsync(world);
        return new RecordSet(
            schema,
            new Group(GroupOperator.And, [.. conditions.Select(of => new Condition(FieldList.Find(schema, of.Path)!, Operators.Find(of.Operator)!, of.Values))]),
            sorts,
            new ConditionClock(world.Host.Time.GetUtcNow().UtcDateTime, world.Host.Get<WorkspaceSettings>().TimeZone));
    }

    /// <summary>How SQLite would run a statement, its steps one a line.</summary>
    private static Task<string> PlanAsync(ExportHost world, Func<SearchSql, SqlText> write, RecordSet set) => world.Host.Get<Store>().ReadAsync(
        db => PlanAsync(db, write(new SearchSql(set, world.Host.Get<Store>().Dialect))), default);

    private static async Task<string> PlanAsync(CrmDb db, SqlText sql)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, default);
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await using var step = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await step.ReadAsync())
        {
            steps.Add(step.GetString(3));
        }

        return string.Join('\n', steps);
    }

    private static Task<string> ColumnsAsync(ExportHost world) => ColumnsAsync(world.Host);

    private static async Task<string> ColumnsAsync(CrmHost host)
    {
        var names = await host.Get<Store>().ReadAsync(
            db => db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_index_info('r1_scan') ORDER BY seqno").ToListAsync(), default);
        return string.Join(", ", names);
    }
}
