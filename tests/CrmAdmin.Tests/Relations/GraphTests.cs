using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmAdmin.Tests.Relations;

/// <summary>Random acts on records, activities, relations and files, held against a plain model.</summary>
public sealed partial class GraphTests : IAsyncLifetime
{
    private const int Acts = 220;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    private readonly ManualTime time = new();
    private readonly GraphModel model = new(Retention, Limits.FileUnheld);
    private readonly List<string> entities = [];
    private readonly Dictionary<string, string> photosOf = new(StringComparer.Ordinal);
    private readonly List<(string TypeId, string From, string To)> types = [];
    private readonly CrmHost host;
    private Random random = new(0);

    public GraphTests() => host = new CrmHost { Time = time, Settings = { ["Trash:GcInterval"] = "30.00:00:00" } };

    private HttpClient Member => host.As(Role.Member);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomActs_OnAGraph_AgreeWithTheModel(int seed)
    {
        random = new Random(seed);
        await SetUpAsync();
        for (var i = 1; i <= Acts; i++)
        {
            await ActAsync();
            if (i % 20 == 0)
            {
                await CheckAsync($"seed {seed}, act {i}");
            }
        }

        await CheckNothingIsLeftOverAsync();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    private async Task SetUpAsync()
    {
        var admin = host.As(Role.Admin);
        entities.AddRange([await admin.EntityAsync(), await admin.EntityAsync()]);
        foreach (var entityId in entities)
        {
            photosOf[entityId] = await admin.PropertyAsync(entityId, "photos", "FILE");
        }

        foreach (var (from, to) in new[] { (0, 1), (0, 0) })
        {
            var made = await Making.Made(Member.PostJson("relation-types", new { name = "r", fromEntityId = entities[from], toEntityId = entities[to] }));
            types.Add(((string)made["relationTypeId"]!, entities[from], entities[to]));
        }

        for (var i = 0; i < 8; i++)
        {
            await AddRecordAsync();
        }
    }

    private Task ActAsync() => random.Next(23) switch
    {
        0 or 16 => AddRecordAsync(),
        1 or 2 => DeleteAsync(permanent: false),
        3 => DeleteAsync(permanent: true),
        4 or 5 => RestoreAsync(),
        6 or 7 or 8 => AddActivitiesAsync(),
        9 or 10 => RemoveActivityAsync(),
        11 or 12 or 13 => RelateAsync(),
        14 => RemoveRelationAsync(),
        17 or 18 => UploadAsync(),
        19 or 20 or 21 or 22 => ChangeFilesAsync(),
        _ => PassAsync(),
    };

    private async Task AddRecordAsync()
    {
        var entityId = entities[random.Next(2)];
        var photos = SomeFiles([.. model.Files.Kept]);
        var recordId = await Member.RecordAsync(entityId, "r", new { photos });
        model.Add(recordId, entityId);
        model.Files.Hold(recordId, photos, time.GetUtcNow());
    }

    private async Task DeleteAsync(bool permanent)
    {
        var recordIds = Some(permanent ? 1 : 2);
        var answer = await Making.Made(Member.PostJson("records/bulk/delete", new { recordIds, permanent }));
        Assert.Equal(recordIds.Select(id => model.Delete(id, permanent, time.GetUtcNow())), Codes(answer));
    }

    private async Task RestoreAsync()
    {
        var recordIds = Some(3);
        var answer = await Making.Made(Member.PostJson("records/bulk/restore", new { recordIds }));
        Assert.Equal(recordIds.Select(model.Restore), Codes(answer));
    }

    private async Task AddActivitiesAsync()
    {
        var activities = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new
        {
            recordId = One(model.Records),
            type = $"t{random.Next(2)}",
            date = DateTime.UnixEpoch.AddDays(random.Next(9)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        }).ToList();
        var answer = await Making.Made(Member.PostJson("activities/bulk", new { activities }));
        Assert.Equal(activities.Select(a => model.IsLive(a.recordId) ? "Success" : "ResourceNotFound"), Codes(answer));
        foreach (var (item, activity) in answer["resultList"]!.AsArray().Zip(activities).Where(p => p.First!["activityId"] is not null))
        {
            model.Add((string)item!["activityId"]!, activity.recordId, activity.type, activity.date);
        }
    }

    private async Task RemoveActivityAsync()
    {
        if (model.Activities.Count > 0)
        {
            var activityId = One(model.Activities);
            Assert.Equal(model.RemoveActivity(activityId) ? 200 : 404, (await Member.DeleteJson($"activities/{activityId}")).Code);
        }
    }

    private async Task RelateAsync()
    {
        var (typeId, fromEntity, toEntity) = types[random.Next(types.Count)];
        var (from, to) = (End(fromEntity), End(toEntity));
        var answer = await Member.PostJson("relations", new { relationTypeId = typeId, fromRecordId = from, toRecordId = to });
        var fits = model.EntityOf(from) == fromEntity && model.EntityOf(to) == toEntity;
        var expected = !model.IsLive(from) || !model.IsLive(to) ? 404 : !fits ? 400 : model.AreRelated(from, to) ? 409 : 200;
        Assert.Equal(expected, answer.Code);
        if (expected == 200)
        {
            model.Relate((string)answer["relationId"]!, from, to);
        }
    }

    private async Task RemoveRelationAsync()
    {
        if (model.Relations.Count > 0)
        {
            var relationId = One(model.Relations);
            Assert.Equal(model.RemoveRelation(relationId) ? 200 : 404, (await Member.DeleteJson($"relations/{relationId}")).Code);
        }
    }

    /// <summary>Days pass, and sometimes the collector comes by: that must make no difference.</summary>
    private async Task PassAsync()
    {
        time.Advance(TimeSpan.FromDays(random.Next(1, 10)));
        model.Pass(time.GetUtcNow());
        if (random.Next(2) == 0)
        {
            await CollectAsync();
        }

        await CollectFilesAsync();
    }

    private async Task CollectAsync()
    {
        await host.Services.GetServices<IHostedService>().OfType<TrashCollector>().Single().CollectAsync(CancellationToken.None);
        model.Files.CollectRecords();
    }

    private async Task CheckAsync(string when)
    {
        foreach (var recordId in model.Records)
        {
            var record = await Member.GetJson($"records/{recordId}");
            Assert.True(model.IsLive(recordId) == (record.Code == 200), when);
            if (record.Code == 200)
            {
                var summaries = record["eventSummaries"]!.AsArray().Select(s => $"{s!["type"]} {s["count"]} {s["firstDate"]} {s["lastDate"]}");
                Assert.Equal(model.SummariesOf(recordId), summaries);
                var links = record["links"]!.AsArray();
                Assert.Equal(model.LinksOf(recordId), links.Select(l => $"{l!["relationId"]} {l["direction"]} {l["recordId"]}"));
                Assert.Equal(links.ToJsonString(), (await Member.GetJson($"records/{recordId}/relations?limit=200"))["data"]!.ToJsonString());
                var activities = await Member.GetJson($"records/{recordId}/activities?limit=200");
                Assert.Equal(model.ActivitiesOf(recordId), activities["data"]!.AsArray().Select(a => (string)a!["activityId"]!));
                await CheckFilesAsync(recordId, record, when);
            }
        }
    }

    /// <summary>Behind the collector the tables hold exactly what the model knows.</summary>
    private async Task CheckNothingIsLeftOverAsync()
    {
        await CollectAsync();
        await CollectFilesAsync();
        var (activities, relations, summaries, files, uses) = await host.Get<Store>().ReadAsync(
            async db => (
                await CountAsync(db, "SELECT count(*) AS \"Value\" FROM activities"),
                await CountAsync(db, "SELECT count(*) AS \"Value\" FROM relations"),
                await CountAsync(db, "SELECT count(*) AS \"Value\" FROM event_summaries"),
                await CountAsync(db, "SELECT count(*) AS \"Value\" FROM files"),
                await CountAsync(db, "SELECT count(*) AS \"Value\" FROM file_uses")),
            CancellationToken.None);
        Assert.Equal(model.Activities.Count, activities);
        Assert.Equal(model.Relations.Count, relations);
        Assert.Equal(model.Records.Sum(recordId => model.SummariesOf(recordId).Count()), summaries);
        Assert.Equal((model.Files.Kept.Count(), model.Files.Uses), (files, uses));
        var stored = Directory.EnumerateFiles(Path.Combine(host.App.StoragePath, "files"), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!);
        Assert.Equal(model.Files.Kept.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
    }

    private static async Task<int> CountAsync(CrmDb db, string sql) => (await db.Database.SqlQueryRaw<int>(sql).ToListAsync())[0];

    /// <summary>Mostly a live record that fits, else any.</summary>
    private string End(string entityId)
    {
        var fitting = model.Records.Where(recordId => model.IsLive(recordId) && model.EntityOf(recordId) == entityId).ToList();
        return fitting.Count > 0 && random.Next(8) > 0 ? One(fitting) : One(model.Records);
    }

    private static IEnumerable<string> Codes(Answer answer) => answer["resultList"]!.AsArray().Select(item => (string)item!["resultCode"]!);

    private string One(IReadOnlyList<string> all) => all[random.Next(all.Count)];

    private List<string> Some(int most) => [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => One(model.Records)).Distinct()];
}
