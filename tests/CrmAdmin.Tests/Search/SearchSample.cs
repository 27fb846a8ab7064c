using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Conditions;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using CrmAdmin.Workspace;
using Record = CrmAdmin.Records.Record;

namespace CrmAdmin.Tests.Search;

/// <summary>A clock that stands still, so that the oracle and the program mean the same «now».</summary>
internal sealed class StillTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

/// <summary>A real entity of the running program, filled with odd records that stay, and others that come and go.</summary>
internal sealed class SearchSample
{
    /// <summary>How many records stay as they are.</summary>
    public const int Stable = 90;

    private const int Fleeting = 30;
    private readonly CrmHost host;
    private readonly SampleTimes times;
    private readonly List<SampleRecord> stable;
    private readonly List<SampleRecord> fleeting;
    private readonly HashSet<string> stableIds;
    private readonly HashSet<string> trashed = new(StringComparer.Ordinal);
    private readonly Oracle oracle;

    private SearchSample(CrmHost host, EntitySchema schema, Random random)
    {
        this.host = host;
        Schema = schema;
        var clock = new ConditionClock(host.Time.GetUtcNow().UtcDateTime, host.Get<WorkspaceSettings>().TimeZone);
        times = new SampleTimes(random, clock);
        var made = new SampleRecords(random, schema, times);
        stable = [.. Enumerable.Range(0, Stable).Select(_ => made.Next())];
        fleeting = [.. Enumerable.Range(0, Fleeting).Select(_ => made.Next())];
        stableIds = [.. stable.Select(record => record.RecordId)];
        oracle = new Oracle(schema, clock.NowUtc, clock.Zone);
    }

    /// <summary>The entity as the program has it.</summary>
    public EntitySchema Schema { get; }

    /// <summary>Makes the entity and its records.</summary>
    public static async Task<SearchSample> MakeAsync(CrmHost host, Random random)
    {
        var owner = CrmHost.Caller(Role.Owner);
        var plan = SampleSchema.Next(random);
        var entity = await host.Get<EntityService>().CreateAsync(owner, new EntityBody("고객", "contact", null), default);
        foreach (var property in plan.Properties)
        {
            var options = property.Options.Select(option => new OptionBody(option.Label, option.Value, option.Priority, null)).ToList();
            var body = new PropertyBody(property.Name, property.Key, property.FieldType, options, false, null, null);
            await host.Get<PropertyService>().CreateAsync(owner, entity.EntityId, body, default);
        }

        var sample = new SearchSample(host, await host.Get<EntityCatalog>().GetAsync(entity.EntityId, default), random);
        await sample.InsertAsync([.. sample.stable, .. sample.fleeting]);
        return sample;
    }

    /// <summary>Gives every property that can have one an index in its order, as searches would in time.</summary>
    public async Task OrderAsync()
    {
        foreach (var property in Schema.Properties.Where(property => RecordIndexes.CanOrder(property.FieldType)))
        {
            await host.Get<OrderIndexes>().MakeAsync(Schema, property, default);
        }
    }

    /// <summary>Trees whose values come from the records.</summary>
    public SampleTrees Trees(Random random) => new(random, Schema, stable, times);

    /// <summary>Up to three sort fields.</summary>
    public List<string> Sorts(Random random)
    {
        var sortable = FieldList.All(Schema).Where(field => field.Sortable).ToList();
        return [.. Enumerable.Range(0, random.Next(4)).Select(_ => (random.Next(2) == 0 ? "-" : "") + random.Pick(sortable).Path)];
    }

    /// <summary>The id of a record that stays as it is, whatever the number.</summary>
    public string StableId(int number) => stable[number % Stable].RecordId;

    /// <summary>Whether a record stays as it is.</summary>
    public bool IsStable(string recordId) => stableIds.Contains(recordId);

    /// <summary>The stable records that match, in order.</summary>
    public List<string> Expected(JsonElement tree, IReadOnlyList<string> sorts) =>
        [.. OracleOrder.Sorted(stable.Where(record => oracle.Matches(tree, record)), Schema, sorts).Select(record => record.RecordId)];

    /// <summary>How many match of all that are live now.</summary>
    public int ExpectedCount(JsonElement tree) =>
        stable.Concat(fleeting).Count(record => !trashed.Contains(record.RecordId) && oracle.Matches(tree, record));

    /// <summary>Deletes and restores some of the others, as another user would between two pages.</summary>
    public async Task DisturbAsync(Random random)
    {
        var trash = host.Get<TrashService>();
        var some = fleeting.Where(_ => random.Next(2) == 0).Select(record => record.RecordId).ToList();
        await trash.DeleteAsync(CrmHost.Caller(Role.Owner), some, permanent: false, default);
        var back = some.Where(_ => random.Next(2) == 0).ToList();
        await trash.RestoreAsync(CrmHost.Caller(Role.Owner), back, default);
        trashed.UnionWith(some);
        trashed.ExceptWith(back);
    }

    private Task InsertAsync(IReadOnlyList<SampleRecord> records) => host.Get<Store>().WriteAsync(
        async db =>
        {
            // Stored records are numbered in the order of their ids, as everywhere.
            var rows = records.Select(Row).OrderBy(row => row.RecordId, StringComparer.Ordinal).ToList();
            db.AddRange(FileIds(rows).Select(id => new FileRow { FileId = id, Name = id, MimeType = "text/plain", State = FileState.Kept }));
            await db.SaveChangesAsync();
            await RecordTable.InsertAsync(db, Schema, rows, default);
        },
        default);

    private IEnumerable<string> FileIds(IEnumerable<Record> rows)
    {
        var properties = Schema.Properties.Where(property => property.FieldType == FieldType.File).ToList();
        return rows.SelectMany(row => properties.SelectMany(property => row.Value(property) as string[] ?? [])).Distinct();
    }

    private Record Row(SampleRecord record) => new(
        record.RecordId,
        Schema.EntityId,
        Folding.Nfc(record.Name),
        record.Data.ToDictionary(pair => pair.Key, pair => Canonical(pair.Value)),
        [.. record.Tags.Select(Folding.Nfc)],
        record.OwnerId is null ? null : Folding.Nfc(record.OwnerId),
        record.DateCreated,
        record.DateUpdated,
        1);

    private static object Canonical(object value) => value switch
    {
        string text => Folding.Nfc(text),
        0d => 0d,
        string[] several => several.Select(Folding.Nfc).ToArray(),
        _ => value,
    };
}
