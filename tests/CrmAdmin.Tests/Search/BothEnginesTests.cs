using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Conditions;
using CrmAdmin.Tests.Storage;

namespace CrmAdmin.Tests.Search;

/// <summary>The same records on SQLite and on PostgreSQL: every answer is the same, to the letter.</summary>
public sealed class BothEnginesTests : IAsyncLifetime
{
    private const int Seed = 20_261_122;
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    private readonly List<TwinHost> sides = [];

    private SearchSample Sample => sides[0].Sample;

    private string Entity => Sample.Schema.EntityId;

    public async Task InitializeAsync()
    {
        if (TestDatabase.Server is not null)
        {
            sides.Add(await TwinHost.StartAsync(Now, Seed, isSqlite: true));
            sides.Add(await TwinHost.StartAsync(Now, Seed));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var side in sides)
        {
            await side.DisposeAsync();
        }
    }

    [PostgresServerFact]
    public async Task Search_ByEveryOperatorOnEveryKindInManyOrders_AnswersTheSame()
    {
        var trees = TreesOfEveryPair();
        Assert.InRange(trees.Count, 100, 1000);
        for (var i = 0; i < trees.Count; i++)
        {
            await AssertSameAsync("records/search/advanced", new { entityId = Entity, conditionGroup = trees[i], sortFields = Sorts(i), limit = 1 + (i % 30) });
        }
    }

    [PostgresServerFact]
    public async Task CountAndExplain_OfTreesOfAnyDepth_AnswerTheSame()
    {
        for (var i = 0; i < 60; i++)
        {
            var conditionGroup = Tree(i);
            await AssertSameAsync("records/search/count", new { entityId = Entity, conditionGroup, exact = i % 2 == 0 });
            await AssertSameAsync("records/search/explain", new { entityId = Entity, conditionGroup, recordId = Sample.StableId(i) });
        }
    }

    [PostgresServerFact]
    public async Task Export_InEachFormOfDatesAndDelimiter_IsTheSameFile()
    {
        string[] formats = ["ISO", "L", "LL", "LLL"];
        string[] delimiters = [",", ";", "\t"];
        for (var i = 0; i < 24; i++)
        {
            var body = Canonical(new
            {
                entityId = Entity,
                format = "csv",
                dateFormat = formats[i % 4],
                delimiter = delimiters[i % 3],
                formulaGuard = i % 2 == 0,
                conditionGroup = i % 3 == 0 ? null : Tree(i),
                sortFields = Sorts(i),
            });
            await AssertSameAsync(body, side => side.ExportAsync(body));
        }
    }

    [PostgresServerFact]
    public async Task ListsAndRecords_OfAnyText_AnswerTheSame()
    {
        string[] keywords = ["홍", "ㅎㄱ", "홍ㄱㄷ", "ㄱ", "ㄳ", "ㅇㅅㅇ", "*ㅎ", "vip", "σ", "😀", "%", "_", "'", "\\", "ß", "é", "ZZZ"];
        foreach (var keyword in keywords)
        {
            await AssertSameAsync($"records?entityId={Entity}&limit=50&keyword={Uri.EscapeDataString(keyword)}");
        }

        for (var i = 0; i < 20; i++)
        {
            await AssertSameAsync($"records/{Sample.StableId(i)}");
        }

        await AssertSameAsync($"entities/{Entity}/properties");
    }

    [PostgresServerFact]
    public async Task TrashAndRefusals_InTheSameOrder_AnswerTheSame()
    {
        string[] recordIds = [.. Enumerable.Range(0, 8).Append(3).Select(Sample.StableId), "CRMRC1"];
        foreach (var act in new[] { "delete", "delete", "restore", "restore", "delete" })
        {
            await AssertSameAsync($"records/bulk/{act}", new { recordIds });
            await AssertSameAsync($"records/trash?entityId={Entity}");
        }

        await AssertSameAsync("records/search/advanced", new
        {
            entityId = Entity,
            conditionGroup = new { @operator = "XOR", conditions = new object[] { new { field = "data.none", @operator = "equals" }, 1 } },
            sortFields = new[] { "tags" },
        });
    }

    private JsonObject Tree(int seed) => Sample.Trees(new Random(seed)).Next();

    private List<string> Sorts(int seed) => Sample.Sorts(new Random(seed));

    private string Canonical(object body) => sides[0].Known(JsonSerializer.Serialize(body));

    private Task AssertSameAsync(string path) => AssertSameAsync(path, side => side.AskAsync(HttpMethod.Get, sides[0].Known(path), null));

    private Task AssertSameAsync(string path, object body)
    {
        var canonical = Canonical(body);
        return AssertSameAsync($"{path} {canonical}", side => side.AskAsync(HttpMethod.Post, path, canonical));
    }

    private async Task AssertSameAsync(string asked, Func<TwinHost, Task<string>> ask)
    {
        var (sqlite, postgres) = (await ask(sides[0]), await ask(sides[1]));
        var same = sqlite.AsSpan().CommonPrefixLength(postgres);
        Assert.True(sqlite == postgres, $"{asked}:\n{Around(sqlite, same)}\non SQLite,\n{Around(postgres, same)}\non PostgreSQL");
    }

    private static string Around(string text, int place) => text[Math.Max(0, place - 200)..Math.Min(text.Length, place + 200)];

    /// <summary>Trees that have, together, every operator on every kind of field that has it.</summary>
    private List<JsonObject> TreesOfEveryPair()
    {
        var fields = FieldList.All(Sample.Schema);
        var missing = fields.SelectMany(f => Operators.For(f.Kind).Select(o => (o.Key, f.Kind, f.Property?.FieldType))).ToHashSet();
        var trees = new List<JsonObject>();
        for (var seed = 0; missing.Count > 0; seed++)
        {
            Assert.True(seed < 100_000, string.Join(' ', missing));
            var tree = Sample.Trees(new Random(seed)).Flat();
            var before = missing.Count;
            missing.ExceptWith(tree["conditions"]!.AsArray().Select(c => (Key: (string)c!["operator"]!, Field: Find(fields, (string)c["field"]!)))
                .Select(p => (p.Key, p.Field.Kind, p.Field.Property?.FieldType)));
            if (missing.Count < before)
            {
                trees.Add(tree);
            }
        }

        return trees;
    }

    private static Field Find(IReadOnlyList<Field> fields, string path) =>
        fields.First(f => f.Path == path || (f.Property is { } property && path == $"data.{property.Key}"));
}
