using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Entities;

/// <summary>
/// What goes on with the records of an entity while its properties change. Each record has an age and a note that says the
/// same, always written together; now and then a property is named that may be gone, which is refused at its place.
/// </summary>
internal sealed class PropertyTraffic(ExportHost world)
{
    private readonly ConcurrentDictionary<string, int> acknowledged = new(StringComparer.Ordinal);
    private string[] still = [];
    private int age;
    private volatile int round;

    /// <summary>The round of the property that is being changed.</summary>
    public int Round
    {
        set => round = value;
    }

    private HttpClient Owner => world.Host.As(Role.Owner);

    /// <summary>The key of a round's property before and after it was renamed.</summary>
    public static string Key(int round, bool renamed) => (renamed ? "b" : "a") + round.ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes records that nobody changes.</summary>
    public async Task BeginAsync(int records)
    {
        still = await world.RecordsAsync(Enumerable.Range(0, records).Select(i => (object)new { name = $"still {i}", data = Data(i) }));
        for (var i = 0; i < records; i++)
        {
            acknowledged[still[i]] = i;
        }

        age = records;
    }

    public async Task CreateAsync()
    {
        var mine = Interlocked.Increment(ref age);
        var answer = await WriteAsync(HttpMethod.Post, "records", mine);
        if (answer.Code == 200)
        {
            acknowledged[(string)answer["recordId"]!] = mine;
        }
    }

    /// <summary>Changes a record that no other call changes at the same time: there is one caller.</summary>
    public async Task ChangeAsync()
    {
        if (acknowledged.Keys.Except(still).FirstOrDefault() is { } recordId)
        {
            var mine = Interlocked.Increment(ref age);
            if ((await WriteAsync(HttpMethod.Patch, $"records/{recordId}", mine)).Code == 200)
            {
                acknowledged[recordId] = mine;
            }
        }
    }

    public async Task ReadAsync()
    {
        var (recordId, least) = acknowledged.ElementAt(Random.Shared.Next(acknowledged.Count));
        var record = await Making.Made(Owner.GetJson($"records/{recordId}"));
        Assert.InRange(AgeOf(record.Body!), least, int.MaxValue);
    }

    /// <summary>Walks everything by cursor: what stands still is met exactly once.</summary>
    public async Task WalkAsync()
    {
        var seen = new List<string>();
        for (string? startKey = null; seen.Count == 0 || startKey is not null;)
        {
            var page = await Making.Made(Owner.PostJson("records/search/advanced", new
            {
                entityId = world.EntityId,
                conditionGroup = new { @operator = "AND", conditions = new[] { new { field = "data.note", @operator = "starts_with", value = "NOTE" } } },
                sortFields = new[] { "data.age" },
                limit = 30,
                startKey,
            }));
            foreach (var record in page["data"]!.AsArray())
            {
                AgeOf(record!);
                seen.Add((string)record!["recordId"]!);
            }

            startKey = (string?)page["nextKey"];
        }

        Assert.Equal(still, seen.Where(still.Contains));
    }

    /// <summary>Counts by a property that may be gone.</summary>
    public async Task CountAsync()
    {
        var field = $"data.{Key(round, Random.Shared.Next(2) == 0)}";
        var conditionGroup = new { @operator = "OR", conditions = new[] { new { field, @operator = "is_empty" }, new { field, @operator = "is_not_empty" } } };
        var least = acknowledged.Count;
        var answer = await Owner.PostJson("records/search/count", new { entityId = world.EntityId, conditionGroup, exact = true });
        if (answer.Code != 200)
        {
            Assert.Equal("400 conditionGroup.conditions[0].field conditionGroup.conditions[1].field", answer.Paths());
            return;
        }

        Assert.InRange((int)answer["count"]!, least, int.MaxValue);
    }

    /// <summary>Every line of the file has the columns of its header, and everything that was acknowledged is in it.</summary>
    public async Task ExportAsync()
    {
        var known = acknowledged.Keys.ToList();
        var lines = (await world.CsvAsync(Role.Owner, new { entityId = world.EntityId, format = "csv", bom = false })).TrimEnd().Split("\r\n");
        var rows = lines.Select(line => line.Split(',')).ToList();
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        var (years, note) = (Array.IndexOf(rows[0], "age"), Array.IndexOf(rows[0], "note"));
        Assert.All(rows.Skip(1), row => Assert.Equal($"note {row[years]}", row[note]));
        Assert.Empty(known.Except(rows.Skip(1).Select(row => row[0])));
    }

    /// <summary>Nothing acknowledged is lost, and nothing else is there.</summary>
    public async Task CheckAllAsync()
    {
        foreach (var (recordId, mine) in acknowledged)
        {
            Assert.Equal(mine, AgeOf((await Making.Made(Owner.GetJson($"records/{recordId}"))).Body!));
        }

        var counted = await Making.Made(Owner.PostJson("records/search/count", new { entityId = world.EntityId, exact = true }));
        Assert.Equal(acknowledged.Count, (int)counted["count"]!);
    }

    /// <summary>Writes age and note, one time in two with a property that may be gone: then nothing is written.</summary>
    private async Task<Answer> WriteAsync(HttpMethod method, string path, int mine)
    {
        var data = Data(mine);
        var fleeting = Key(round, Random.Shared.Next(2) == 0);
        if (Random.Shared.Next(2) == 0)
        {
            data[fleeting] = $"p{mine}@example.com";
        }

        var answer = await Owner.CallAsync(method, path, new { entityId = world.EntityId, name = $"n{mine}", data });
        Assert.Equal(answer.Code == 200 ? "200 " : $"400 data.{fleeting}", answer.Paths());
        if (answer.Code == 200)
        {
            Assert.Equal(mine, AgeOf(answer.Body!));
        }

        return answer;
    }

    private static JsonObject Data(int mine) => new() { ["age"] = mine, ["note"] = $"note {mine}" };

    /// <summary>A record's age, which its note must say too.</summary>
    private int AgeOf(JsonNode record)
    {
        var years = (int)record["data"]![world.Properties["age"]]!;
        Assert.Equal($"note {years}", (string?)record["data"]![world.Properties["note"]]);
        return years;
    }
}
