using System.Collections.Frozen;
using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Entities;

/// <summary>
/// The entities and properties as they stand, as immutable snapshots. A read works from the snapshot it began with,
/// so that properties can come and go beside it.
/// </summary>
public sealed class EntityCatalog(Store store)
{
    private volatile Loaded? current;
    private long generation;

    /// <summary>All entities, by name.</summary>
    public async Task<IReadOnlyList<EntitySchema>> AllAsync(CancellationToken ct) => (await CurrentAsync(ct)).All;

    /// <summary>One entity; null where there is none.</summary>
    public async Task<EntitySchema?> FindAsync(string entityId, CancellationToken ct) =>
        (await CurrentAsync(ct)).ById.GetValueOrDefault(entityId);

    /// <summary>One entity; 404 where there is none.</summary>
    public async Task<EntitySchema> GetAsync(string entityId, CancellationToken ct) =>
        await FindAsync(entityId, ct) ?? throw CrmException.NotFound(entityId);

    /// <summary>One entity, or what stands for it where there is none until the rest of the request is known to be right.</summary>
    public async Task<EntitySchema> LookUpAsync(string entityId, CancellationToken ct) =>
        await FindAsync(entityId, ct) ?? EntitySchema.Missing(entityId);

    /// <summary>One entity by its slug; null where there is none.</summary>
    public async Task<EntitySchema?> FindBySlugAsync(string slug, CancellationToken ct) =>
        (await CurrentAsync(ct)).All.FirstOrDefault(e => e.Slug == slug);

    /// <summary>Forgets the snapshots; called after each committed change of the catalogue.</summary>
    internal void Changed()
    {
        Interlocked.Increment(ref generation);
        current = null;
    }

    /// <summary>Keeps other changes of the catalogue waiting until the write ends. On SQLite writes go one after the other anyway.</summary>
    internal static Task LockAsync(CrmDb db, CancellationToken ct) => db is SqliteCrmDb
        ? Task.CompletedTask
        : db.Set<CatalogVersionRow>().FromSql($"SELECT * FROM catalog_version FOR UPDATE").AsNoTracking().LoadAsync(ct);

    /// <summary>Tells all nodes, within a write, that the catalogue is another one.</summary>
    internal static Task RaiseAsync(CrmDb db, CancellationToken ct) =>
        db.Set<CatalogVersionRow>().ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version + 1), ct);

    /// <summary>Reads the entities inside a write, where no snapshot may be trusted.</summary>
    internal static async Task<IReadOnlyList<EntitySchema>> ReadAsync(CrmDb db, CancellationToken ct)
    {
        var entities = await db.Set<EntityRow>().AsNoTracking().Where(e => !e.IsRemoved).OrderBy(e => e.Number).ToListAsync(ct);
        var properties = (await db.Set<PropertyRow>().AsNoTracking().Where(p => p.RemovedAt == null)
            .OrderBy(p => p.Position).ThenBy(p => p.Number).ToListAsync(ct)).ToLookup(p => p.EntityNumber);
        return [.. entities.Select(e => Schema(e, properties[e.Number]))];
    }

    /// <summary>A stored property as a snapshot.</summary>
    internal static Property Property(PropertyRow row) => new(
        row.PropertyId,
        row.Number,
        row.Key,
        row.Name,
        row.FieldType,
        JsonSerializer.Deserialize<List<PropertyOption>>(row.Options, Json.Options)!,
        row.IsMasked,
        row.Description,
        row.IsHidden)
    {
        DateCreated = row.DateCreated,
        DateUpdated = row.DateUpdated,
        IsOrdered = row.OrderUsed is not null,
    };

    private static EntitySchema Schema(EntityRow row, IEnumerable<PropertyRow> properties) => new(
        row.EntityId, row.Number, row.Name, row.Slug, row.Description, [.. properties.Select(Property)])
    {
        DateCreated = row.DateCreated,
        DateUpdated = row.DateUpdated,
    };

    private async Task<Loaded> CurrentAsync(CancellationToken ct)
    {
        if (current is { } known && store.Provider == DatabaseProvider.Sqlite)
        {
            return known;
        }

        return await store.ReadAsync(db => LoadAsync(db, ct), ct);
    }

    private async Task<Loaded> LoadAsync(CrmDb db, CancellationToken ct)
    {
        var begun = Interlocked.Read(ref generation);
        var version = await db.Set<CatalogVersionRow>().Select(v => v.Version).SingleAsync(ct);
        if (current is { } known && known.Version == version)
        {
            return known;
        }

        var all = await ReadAsync(db, ct);
        var loaded = new Loaded(version, all, all.ToFrozenDictionary(e => e.EntityId));
        if (begun == Interlocked.Read(ref generation))
        {
            current = loaded;
        }

        return loaded;
    }

    private sealed record Loaded(long Version, IReadOnlyList<EntitySchema> All, FrozenDictionary<string, EntitySchema> ById);
}
