using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Tests.Conditions;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Search;

namespace CrmAdmin.Tests.Access;

/// <summary>
/// Two programs that differ only in what a caller may not see answer him alike, to the letter, whatever he asks: so nothing of
/// it can be found out by asking. INTERFERENCE_ASKED sets how often.
/// </summary>
public sealed class NonInterferenceTests : IAsyncLifetime
{
    private const int Seed = 20_261_122;
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    private static readonly FieldType[] Secret = [FieldType.Text, FieldType.Number, FieldType.Date, FieldType.Dropdown, FieldType.Boolean, FieldType.MultiCheckbox];
    private static readonly int Asked = int.TryParse(Environment.GetEnvironmentVariable("INTERFERENCE_ASKED"), out var asked) ? asked : 300;
    private TwinHost one = null!;
    private TwinHost other = null!;
    private int refused;

    public async Task InitializeAsync() => (one, other) = (await TwinHost.StartAsync(Now, Seed), await TwinHost.StartAsync(Now, Seed));

    public async Task DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task MaskedValues_ThatDiffer_AreToldToNobodyBelowAdmin()
    {
        await HideAsync(one, new Random(1));
        await HideAsync(other, new Random(2));
        var (mine, theirs) = (await one.AskAsync(HttpMethod.Get, RecordPath(0), null), await other.AskAsync(HttpMethod.Get, RecordPath(0), null));
        Assert.NotEqual(mine, theirs);

        (one.Role, other.Role) = (Role.Member, Role.Member);
        await AskEverythingAsync();

        Assert.InRange(refused, 1, Asked * 9 / 10);
        for (var i = 0; i < 40; i++)
        {
            await AssertSameAsync(HttpMethod.Get, RecordPath(i));
            await AssertSameAsync(HttpMethod.Patch, RecordPath(i), new { name = $"changed {i}" });
        }
    }

    [Fact]
    public async Task TrashedRecord_ThatIsThereOnceOnly_IsToldByTheTrashAlone()
    {
        var recordId = await one.Host.As(Role.Owner).RecordAsync(one.Sample.Schema.EntityId, "홍길동 %_", new { });
        await Making.Made(one.Host.As(Role.Owner).DeleteJson($"records/{recordId}"));
        one.Names(recordId, "«trashed»");
        other.Names("CRMRC1260423081530123REC11122233", "«trashed»");

        (one.Role, other.Role) = (Role.Member, Role.Member);
        await AskEverythingAsync();

        await AssertSameAsync(HttpMethod.Get, "records/«trashed»");
        await AssertSameAsync(HttpMethod.Patch, "records/«trashed»", new { name = "x" });
        await AssertSameAsync(HttpMethod.Delete, "records/«trashed»");
        await AssertSameAsync(HttpMethod.Get, "records/«trashed»/activities");
        await AssertSameAsync(HttpMethod.Get, "records/«trashed»/relations");
        await AssertSameAsync(HttpMethod.Post, "records/bulk/update", new { records = new[] { new { recordId = "«trashed»", name = "x" } } });
        await AssertSameAsync(HttpMethod.Post, "activities/bulk", new { activities = new[] { new { recordId = "«trashed»", type = "t", date = "2026-01-01T00:00:00Z" } } });
        await AssertSameAsync(HttpMethod.Post, "records/search/explain", new { entityId = one.Sample.Schema.EntityId, recordId = "«trashed»" });
    }

    /// <summary>Masks properties of every kind, and gives their values anew so that masks are the same and values are not.</summary>
    private static async Task HideAsync(TwinHost host, Random random)
    {
        var owner = host.Host.As(Role.Owner);
        var secret = Secret.Select(type => host.Sample.Schema.Properties.First(p => p.FieldType == type)).ToList();
        foreach (var property in secret)
        {
            await Making.Made(owner.PatchJson($"properties/{property.PropertyId}", new { isMasked = true }));
        }

        var records = Enumerable.Range(0, SearchSample.Stable).Select(i => new
        {
            recordId = host.Sample.StableId(i),
            data = new JsonObject(secret.Select(p => KeyValuePair.Create<string, JsonNode?>(p.PropertyId, Value(p, random)))),
        });
        var answer = await Making.Made(owner.PostJson("records/bulk/update", new { records }));
        Assert.Equal(0, (int)answer["errorCount"]!);
    }

    private static JsonNode Value(Property property, Random random) => property.FieldType switch
    {
        FieldType.Number => random.Next(100),
        FieldType.Boolean => random.Next(2) == 0,
        FieldType.Date => DateOnly.FromDayNumber(739_000 + random.Next(900)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldType.Dropdown => random.Pick(property.Options).Value,
        FieldType.MultiCheckbox => new JsonArray(random.Pick(property.Options).Value),
        _ => "홍" + string.Concat(Enumerable.Range(0, 3).Select(_ => random.Pick(["가", "나", "길", "동", "V"]))),
    };

    private async Task AskEverythingAsync()
    {
        var entityId = one.Sample.Schema.EntityId;
        for (var i = 0; i < Asked; i++)
        {
            var random = new Random(Seed + i);
            var conditionGroup = i % 4 == 0 ? one.Sample.Trees(random).Next() : one.Sample.Trees(random).Flat();
            var sortFields = one.Sample.Sorts(random);
            await AssertSameAsync(HttpMethod.Post, "records/search/advanced", new { entityId, conditionGroup, sortFields, limit = 1 + (i % 40) });
            await AssertSameAsync(HttpMethod.Post, "records/search/count", new { entityId, conditionGroup, exact = i % 2 == 0 });
            await AssertSameAsync(HttpMethod.Post, "records/search/explain", new { entityId, conditionGroup, recordId = one.Sample.StableId(i) });
            if (i % 5 == 0)
            {
                var keyword = Uri.EscapeDataString(SampleTexts.Next(random));
                await AssertSameAsync(HttpMethod.Get, $"records?entityId={entityId}&keyword={keyword}");
                var body = one.Known(JsonSerializer.Serialize(new { entityId, format = "csv", conditionGroup, sortFields }));
                AssertSame(body, await one.ExportAsync(body), await other.ExportAsync(body));
            }
        }
    }

    private string RecordPath(int number) => $"records/{one.Sample.StableId(number)}";

    private async Task AssertSameAsync(HttpMethod method, string path, object? body = null)
    {
        var (known, sent) = (one.Known(path), body is null ? null : one.Known(JsonSerializer.Serialize(body)));
        AssertSame($"{method} {known} {sent}", await one.AskAsync(method, known, sent), await other.AskAsync(method, known, sent));
    }

    private void AssertSame(string asked, string mine, string theirs)
    {
        Assert.True(mine == theirs, $"{asked}:\n{mine}\nwhere the other says\n{theirs}");
        refused += mine.StartsWith("403", StringComparison.Ordinal) && asked.Contains("search/advanced", StringComparison.Ordinal) ? 1 : 0;
    }
}
