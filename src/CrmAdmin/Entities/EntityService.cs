using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Entities;

/// <summary>Makes, changes and removes entities.</summary>
public sealed class EntityService(
    Store store, EntityCatalog catalog, IEnumerable<IEntityAttachment> attachments, Ids ids, AuditLog audit, TrashOptions options, TrashService trash,
    TimeProvider time, SteadyTime steady)
{
    /// <summary>All entities in the order they were made.</summary>
    public async Task<IReadOnlyList<EntitySchema>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return await catalog.AllAsync(ct);
    }

    /// <summary>One entity; 404 where there is none.</summary>
    public async Task<EntitySchema> GetAsync(Caller caller, string entityId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return await catalog.GetAsync(entityId, ct);
    }

    /// <summary>Makes an entity and its table. 409 where name or slug is taken.</summary>
    public async Task<EntitySchema> CreateAsync(Caller caller, EntityBody body, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        body = body.Nfc();
        Check(body, isNew: true);
        var entityId = ids.Next(IdPrefix.Entity);
        await store.WriteAsync(
            async db =>
            {
                await EntityCatalog.LockAsync(db, ct);
                var existing = await EntityCatalog.ReadAsync(db, ct);
                var name = body.Name!;
                var slug = body.Slug ?? Slugs.Slug(name, existing.Select(e => e.Slug).ToHashSet());
                DemandFree(existing, name, slug);
                var now = time.GetUtcNow().UtcDateTime;
                var number = 1 + (await db.Set<EntityRow>().MaxAsync(e => (int?)e.Number, ct) ?? 0);
                var row = new EntityRow
                {
                    Number = number,
                    EntityId = entityId,
                    Name = name,
                    Slug = slug,
                    Description = Text(body.Description),
                    DateCreated = now,
                    DateUpdated = now,
                };
                db.Add(row);
                await RecordTableSchema.CreateAsync(db, number, ct);
                await CommitAsync(db, caller, "entity.create", entityId, [], CatalogFacts.Of(row), ct);
            },
            ct);
        catalog.Changed();
        return await catalog.GetAsync(entityId, ct);
    }

    /// <summary>Changes what is given. 409 where the new name or slug is taken.</summary>
    public async Task<EntitySchema> UpdateAsync(Caller caller, string entityId, EntityBody body, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        body = body.Nfc();
        Check(body, isNew: false);
        await store.WriteAsync(
            async db =>
            {
                await EntityCatalog.LockAsync(db, ct);
                var row = await FindAsync(db, entityId, ct);
                var others = (await EntityCatalog.ReadAsync(db, ct)).Where(e => e.EntityId != entityId).ToList();
                var before = CatalogFacts.Of(row);
                row.Name = body.Name ?? row.Name;
                row.Slug = body.Slug ?? row.Slug;
                row.Description = body.Description is null ? row.Description : Text(body.Description);
                row.DateUpdated = time.GetUtcNow().UtcDateTime;
                DemandFree(others, row.Name, row.Slug);
                await CommitAsync(db, caller, "entity.update", entityId, before, CatalogFacts.Of(row), ct);
            },
            ct);
        catalog.Changed();
        return await catalog.GetAsync(entityId, ct);
    }

    /// <summary>Removes an entity that has no records, live or trashed; 409 otherwise.</summary>
    public async Task DeleteAsync(Caller caller, string entityId, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        await store.AlterAsync(
            async db =>
            {
                await EntityCatalog.LockAsync(db, ct);
                var row = await FindAsync(db, entityId, ct);
                var kept = steady.UtcNow() - options.Retention;
                if (await RecordTable.AnyAsync(db, row.Number, kept, ct))
                {
                    throw new CrmException(ErrorCode.Conflict, "Entities.HasRecords", row.Name);
                }

                // What is left has had its days in the trash; the collector has only not come by yet.
                var schema = (await EntityCatalog.ReadAsync(db, ct)).Single(e => e.EntityId == entityId);
                var expired = await TrashTable.ExpiredAsync(db, schema, kept, int.MaxValue, ct);
                await trash.PurgeAsync(db, schema, expired, ct);
                await audit.AppendAsync(db, caller, [.. expired.Select(recordId => new AuditEntry("record.purge", entityId, recordId))], ct);
                foreach (var attachment in attachments)
                {
                    await attachment.RemoveAsync(db, entityId, ct);
                }

                row.IsRemoved = true;
                var properties = db.Set<PropertyRow>().Where(p => p.EntityNumber == row.Number);
                await RecordTableSchema.DropAsync(db, row.Number, await properties.Select(p => p.Number).ToListAsync(ct), ct);
                await properties.ExecuteDeleteAsync(ct);
                await CommitAsync(db, caller, "entity.delete", entityId, CatalogFacts.Of(row), [], ct);
            },
            ct);
        catalog.Changed();
    }

    /// <summary>404 when the entity was removed since the snapshot was taken; asked inside the write that adds to it.</summary>
    internal static async Task DemandAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        if (!await db.Set<EntityRow>().AnyAsync(e => e.Number == schema.Number && !e.IsRemoved, ct))
        {
            throw CrmException.NotFound(schema.EntityId);
        }
    }

    /// <summary>The stored entity inside a write; 404 where there is none.</summary>
    internal static async Task<EntityRow> FindAsync(CrmDb db, string entityId, CancellationToken ct) =>
        await db.Set<EntityRow>().SingleOrDefaultAsync(e => e.EntityId == entityId && !e.IsRemoved, ct)
        ?? throw CrmException.NotFound(entityId);

    /// <summary>An empty text is none.</summary>
    internal static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Saves a change of the catalogue with its audit entry and tells the other nodes.</summary>
    internal static async Task CommitAsync(CrmDb db, AuditLog audit, Caller caller, AuditEntry entry, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await EntityCatalog.RaiseAsync(db, ct);
        await audit.AppendAsync(db, caller, [entry], ct);
    }

    private static void Check(EntityBody body, bool isNew)
    {
        var errors = new List<Detail>();
        if (isNew ? string.IsNullOrEmpty(body.Name) : body.Name?.Length == 0)
        {
            errors.Add(new Detail("name", "Entities.NameNeeded"));
        }
        else if (body.Name?.Length > Limits.CatalogName)
        {
            errors.Add(new Detail("name", "Entities.TooLong", Limits.CatalogName));
        }

        if (body.Slug is not null && !Slugs.IsSlug(body.Slug))
        {
            errors.Add(new Detail("slug", "Entities.BadSlug"));
        }

        if (body.Description?.Length > Limits.TextLength)
        {
            errors.Add(new Detail("description", "Entities.TooLong", Limits.TextLength));
        }

        if (errors.Count > 0)
        {
            throw CrmException.Invalid(errors);
        }
    }

    private static void DemandFree(IReadOnlyList<EntitySchema> others, string name, string slug)
    {
        if (others.Any(e => e.Name == name))
        {
            throw new CrmException(ErrorCode.Conflict, "Entities.NameTaken", name);
        }

        if (others.Any(e => e.Slug == slug))
        {
            throw new CrmException(ErrorCode.Conflict, "Entities.SlugTaken", slug);
        }
    }

    private Task CommitAsync(CrmDb db, Caller caller, string action, string entityId, JsonObject before, JsonObject after, CancellationToken ct) =>
        CommitAsync(db, audit, caller, new AuditEntry(action, entityId, Changes: AuditChange.Between(before, after)), ct);
}
