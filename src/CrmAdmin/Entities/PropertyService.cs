using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Entities;

/// <summary>Makes, changes and removes properties while records are being read, written and exported.</summary>
public sealed class PropertyService(Store store, EntityCatalog catalog, Ids ids, AuditLog audit, PlanService plan, TimeProvider time)
{
    /// <summary>A property with its entity; 404 where there is none.</summary>
    public async Task<(EntitySchema Entity, Property Property)> GetAsync(Caller caller, string propertyId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return await FindAsync(propertyId, ct) ?? throw CrmException.NotFound(propertyId);
    }

    /// <summary>Adds a property. 409 where name or key is taken, 403 where the plan has no room.</summary>
    public async Task<(EntitySchema Entity, Property Property)> CreateAsync(Caller caller, string entityId, PropertyBody body, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        body = body.Nfc();
        PropertyRules.Check(body, body.FieldType, isNew: true);
        var propertyId = ids.Next(IdPrefix.Property);
        var added = await store.AlterAsync(
            async db =>
            {
                await EntityCatalog.LockAsync(db, ct);
                var entity = await EntityService.FindAsync(db, entityId, ct);
                var siblings = await SiblingsAsync(db, entity, ct);
                await plan.DemandPropertyAsync(db, ct);
                var now = time.GetUtcNow().UtcDateTime;
                var row = new PropertyRow
                {
                    Number = 1 + (await db.Set<PropertyRow>().MaxAsync(p => (int?)p.Number, ct) ?? 0),
                    PropertyId = propertyId,
                    EntityNumber = entity.Number,
                    Name = body.Name!,
                    Key = body.Key ?? Slugs.Key(body.Name!, siblings.Select(p => p.Key).ToHashSet()),
                    FieldType = body.FieldType!.Value,
                    Options = Options(body.Options),
                    IsMasked = body.IsMasked ?? false,
                    IsHidden = body.IsHidden ?? false,
                    Description = EntityService.Text(body.Description),
                    Position = 1 + siblings.Select(p => p.Position).DefaultIfEmpty(-1).Max(),
                    DateCreated = now,
                    DateUpdated = now,
                };
                DemandFree(siblings, row);
                Move([.. siblings, row], row, body.Position);
                db.Add(row);
                entity.DateUpdated = now;
                var property = EntityCatalog.Property(row);
                await RecordTableSchema.AddAsync(db, entity.Number, property, ct);
                if (db is SqliteCrmDb)
                {
                    await RecordTableSchema.IndexAsync(db, entity.Number, property, ct);
                    await ScanIndex.ChangeAsync(db, entity.Number, Properties(siblings), Properties([.. siblings, row]), ct);
                }

                await CommitAsync(db, caller, "property.create", entityId, AuditChange.Between([], CatalogFacts.Of(row)), ct);
                return property;
            },
            ct);
        catalog.Changed();
        if (store.Provider == DatabaseProvider.Postgres)
        {
            await store.WriteAsync(db => IndexAsync(db, entityId, added, CancellationToken.None), CancellationToken.None);
        }

        return await GetAsync(caller, propertyId, ct);
    }

    /// <summary>Changes what is given; the field type never. 409 where the new name or key is taken.</summary>
    public async Task<(EntitySchema Entity, Property Property)> UpdateAsync(Caller caller, string propertyId, PropertyBody body, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        var found = await FindAsync(propertyId, ct);
        body = body.Nfc();
        PropertyRules.Check(body, found?.Property.FieldType, isNew: false);
        var (known, _) = found ?? throw CrmException.NotFound(propertyId);
        await store.WriteAsync(
            async db =>
            {
                await EntityCatalog.LockAsync(db, ct);
                var row = await FindAsync(db, propertyId, ct);
                var entity = await EntityService.FindAsync(db, known.EntityId, ct);
                var siblings = await SiblingsAsync(db, entity, ct);
                var before = CatalogFacts.Of(row);
                row.Name = body.Name ?? row.Name;
                row.Key = body.Key ?? row.Key;
                row.Options = body.Options is null ? row.Options : Options(body.Options);
                row.IsMasked = body.IsMasked ?? row.IsMasked;
                row.IsHidden = body.IsHidden ?? row.IsHidden;
                row.Description = body.Description is null ? row.Description : EntityService.Text(body.Description);
                row.DateUpdated = entity.DateUpdated = time.GetUtcNow().UtcDateTime;
                DemandFree(siblings, row);
                Move(siblings, row, body.Position);
                IReadOnlyList<AuditChange> changes = [new("propertyId", propertyId, propertyId), .. AuditChange.Between(before, CatalogFacts.Of(row))];
                await CommitAsync(db, caller, "property.update", known.EntityId, changes, ct);
            },
            ct);
        catalog.Changed();
        return await GetAsync(caller, propertyId, ct);
    }

    /// <summary>Takes a property away at once; the collector drops its columns later.</summary>
    public async Task DeleteAsync(Caller caller, string propertyId, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        var (known, _) = await GetAsync(caller, propertyId, ct);
        await store.WriteAsync(
            async db =>
            {
                await EntityCatalog.LockAsync(db, ct);
                var row = await FindAsync(db, propertyId, ct);
                var entity = await EntityService.FindAsync(db, known.EntityId, ct);
                if (db is SqliteCrmDb)
                {
                    var siblings = await SiblingsAsync(db, entity, ct);
                    await ScanIndex.ChangeAsync(db, entity.Number, Properties(siblings), Properties(siblings.Where(sibling => sibling != row)), ct);
                }

                row.RemovedAt = entity.DateUpdated = time.GetUtcNow().UtcDateTime;
                await CommitAsync(db, caller, "property.delete", known.EntityId, AuditChange.Between(CatalogFacts.Of(row), []), ct);
            },
            ct);
        catalog.Changed();
    }

    private async Task<(EntitySchema Entity, Property Property)?> FindAsync(string propertyId, CancellationToken ct)
    {
        foreach (var entity in await catalog.AllAsync(ct))
        {
            if (entity.Properties.FirstOrDefault(p => p.PropertyId == propertyId) is { } property)
            {
                return (entity, property);
            }
        }

        return null;
    }

    /// <summary>What is not indexed here, because the program ends before, is at the next start.</summary>
    private static async Task IndexAsync(CrmDb db, string entityId, Property property, CancellationToken ct)
    {
        await EntityCatalog.LockAsync(db, ct);
        if (await db.Set<EntityRow>().SingleOrDefaultAsync(e => e.EntityId == entityId && !e.IsRemoved, ct) is { } entity)
        {
            await RecordTableSchema.IndexAsync(db, entity.Number, property, ct);
        }
    }

    private static async Task<PropertyRow> FindAsync(CrmDb db, string propertyId, CancellationToken ct) =>
        await db.Set<PropertyRow>().SingleOrDefaultAsync(p => p.PropertyId == propertyId && p.RemovedAt == null, ct)
        ?? throw CrmException.NotFound(propertyId);

    private static Task<List<PropertyRow>> SiblingsAsync(CrmDb db, EntityRow entity, CancellationToken ct) =>
        db.Set<PropertyRow>().Where(p => p.EntityNumber == entity.Number && p.RemovedAt == null)
            .OrderBy(p => p.Position).ThenBy(p => p.Number).ToListAsync(ct);

    private static List<Property> Properties(IEnumerable<PropertyRow> rows) => [.. rows.Select(EntityCatalog.Property)];

    private static void DemandFree(List<PropertyRow> siblings, PropertyRow row)
    {
        if (siblings.Any(p => p != row && p.Name == row.Name))
        {
            throw new CrmException(ErrorCode.Conflict, "Entities.NameTaken", row.Name);
        }

        if (siblings.Any(p => p != row && p.Key == row.Key))
        {
            throw new CrmException(ErrorCode.Conflict, "Entities.KeyTaken", row.Key);
        }
    }

    private static void Move(List<PropertyRow> siblings, PropertyRow row, int? position)
    {
        if (position is null)
        {
            return;
        }

        siblings.Remove(row);
        siblings.Insert(Math.Min(position.Value, siblings.Count), row);
        for (var i = 0; i < siblings.Count; i++)
        {
            siblings[i].Position = i;
        }
    }

    private static string Options(IReadOnlyList<OptionBody?>? options) => JsonSerializer.Serialize(
        (options ?? []).Select(o => new PropertyOption(
            o!.Label ?? o.Value!, o.Value!, o.Priority ?? 0, o.Color)).OrderBy(o => o.Priority),
        Json.Options);

    private Task CommitAsync(CrmDb db, Caller caller, string action, string entityId, IReadOnlyList<AuditChange> changes, CancellationToken ct) =>
        EntityService.CommitAsync(db, audit, caller, new AuditEntry(action, entityId, Changes: changes), ct);
}
