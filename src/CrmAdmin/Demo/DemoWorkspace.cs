using System.Diagnostics;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Workspace;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Demo;

/// <summary>
/// Fills a workspace that never had an entity with customers, companies, their activities, segments and some trash, in the
/// workspace's language, as of now.
/// </summary>
internal sealed partial class DemoWorkspace(
    Store store,
    EntityService entities,
    PropertyService properties,
    EntityCatalog catalog,
    RecordService records,
    DemoActivities activities,
    DemoSegments segments,
    DemoTrash trash,
    WorkspaceSettings workspace,
    TimeProvider time,
    ILogger<DemoWorkspace> log)
{
    private const int Contacts = 3000;
    private const int Companies = 240;

    /// <summary>Does nothing where there is, or ever was, an entity.</summary>
    public async Task FillAsync(CancellationToken ct)
    {
        if (await store.ReadAsync(db => db.Set<EntityRow>().AnyAsync(ct), ct))
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        var caller = Caller.System("demo") with { RequestId = Guid.NewGuid().ToString("N") };
        var now = UtcMilliseconds.ToDateTime(UtcMilliseconds.From(time.GetUtcNow().UtcDateTime));
        var fields = new DemoFields(workspace.Language);
        var contacts = await MakeAsync(
            caller, fields.Contact, DemoContacts.Generate(Contacts, DemoContacts.Seed, now).Select((c, i) => DemoRecords.Of(c, i, now)), ct);
        var companies = await MakeAsync(
            caller, fields.Company, DemoCompanies.Generate(Companies, DemoContacts.Seed, now).Select(DemoRecords.Of), ct);
        await activities.MakeAsync(caller, contacts.Made, now, ct);
        await activities.MakeAsync(caller, companies.Made, now, ct);
        await segments.MakeAsync(caller, contacts.Schema, companies.Schema, workspace.Language, now, ct);
        await trash.FillAsync(caller, contacts.Schema, contacts.Made, now, ct);
        await trash.FillAsync(caller, companies.Schema, companies.Made, now, ct);
        LogFilled(Contacts + Companies, watch.ElapsedMilliseconds);
    }

    private async Task<(EntitySchema Schema, IReadOnlyList<Record> Made)> MakeAsync(
        Caller caller, DemoEntity entity, IEnumerable<DemoRecord> wanted, CancellationToken ct)
    {
        var entityId = (await entities.CreateAsync(caller, entity.Body, ct)).EntityId;
        foreach (var property in entity.Properties)
        {
            await properties.CreateAsync(caller, entityId, property, ct);
        }

        var schema = await catalog.GetAsync(entityId, ct);
        var made = new List<Record>();
        foreach (var chunk in wanted.Select(record => record.Input(schema)).Chunk(Limits.BulkItems))
        {
            made.AddRange(await records.CreateManyAsync(caller, schema, chunk, ct));
        }

        return (schema, made);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo workspace was made: {Count} records in {Milliseconds} ms")]
    private partial void LogFilled(int count, long milliseconds);
}
