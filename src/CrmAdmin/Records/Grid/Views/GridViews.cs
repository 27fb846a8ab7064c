using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Records.Grid.Views;

/// <summary>Keeps each person's views of each entity. Another person's view is not there (404).</summary>
public sealed class GridViews(Store store, EntityCatalog catalog, Ids ids)
{
    /// <summary>The caller's views of an entity, by name.</summary>
    public async Task<IReadOnlyList<GridView>> ListAsync(Caller caller, string entityId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var rows = await store.ReadAsync(db => Own(db, caller, entityId).AsNoTracking().ToListAsync(ct), ct);
        return [.. rows.Select(Of).OrderBy(v => v.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>How many views, of anybody, name a property. What they are called and whose they are is not told.</summary>
    public async Task<int> CountAsync(Caller caller, string entityId, Property property, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        var states = await store.ReadAsync(
            db => db.Set<GridViewRow>().AsNoTracking().Where(v => v.EntityId == entityId).Select(v => v.State).ToListAsync(ct), ct);
        return states.Count(state => Read(state).Names(property));
    }

    /// <summary>Keeps a new view. 400 for a bad name, 409 for one that is taken or one view too many.</summary>
    public async Task<GridView> CreateAsync(Caller caller, string entityId, string name, GridState state, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var row = new GridViewRow { ActorId = caller.ActorId, EntityId = entityId, Name = Checked(name), State = Written(state) };
        await catalog.GetAsync(entityId, ct);
        return await store.WriteAsync(
            async db =>
            {
                if (await Own(db, caller, entityId).CountAsync(ct) >= Limits.GridViews)
                {
                    throw new CrmException(ErrorCode.Conflict, "Records.TooManyViews", Limits.GridViews);
                }

                row.ViewId = ids.Next(IdPrefix.View);
                db.Add(row);
                return await SaveAsync(db, row, ct);
            },
            ct);
    }

    /// <summary>Lets a view show something else.</summary>
    public Task<GridView> UpdateAsync(Caller caller, string viewId, GridState state, CancellationToken ct) =>
        ChangeAsync(caller, viewId, row => row.State = Written(state), ct);

    /// <summary>Gives a view another name. 400 for a bad one, 409 for one that is taken.</summary>
    public Task<GridView> RenameAsync(Caller caller, string viewId, string name, CancellationToken ct) =>
        ChangeAsync(caller, viewId, row => row.Name = Checked(name), ct);

    /// <summary>Lets the grid open with a view, or with none of them.</summary>
    public Task SetDefaultAsync(Caller caller, string entityId, string? viewId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return store.WriteAsync(
            async db =>
            {
                if (viewId is not null)
                {
                    await FindAsync(db, caller, viewId, ct);
                }

                await Own(db, caller, entityId).ExecuteUpdateAsync(set => set.SetProperty(v => v.IsDefault, v => v.ViewId == viewId), ct);
            },
            ct);
    }

    /// <summary>Forgets a view.</summary>
    public Task DeleteAsync(Caller caller, string viewId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return store.WriteAsync(
            async db =>
            {
                db.Remove(await FindAsync(db, caller, viewId, ct));
                await db.SaveChangesAsync(ct);
            },
            ct);
    }

    private Task<GridView> ChangeAsync(Caller caller, string viewId, Action<GridViewRow> change, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return store.WriteAsync(
            async db =>
            {
                var row = await FindAsync(db, caller, viewId, ct);
                change(row);
                return await SaveAsync(db, row, ct);
            },
            ct);
    }

    private static async Task<GridView> SaveAsync(CrmDb db, GridViewRow row, CancellationToken ct)
    {
        if (await db.Set<GridViewRow>().AnyAsync(v => v.ActorId == row.ActorId && v.EntityId == row.EntityId && v.Name == row.Name && v.ViewId != row.ViewId, ct))
        {
            throw new CrmException(ErrorCode.Conflict, "Records.ViewNameTaken", row.Name);
        }

        await db.SaveChangesAsync(ct);
        return Of(row);
    }

    private static IQueryable<GridViewRow> Own(CrmDb db, Caller caller, string entityId) =>
        db.Set<GridViewRow>().Where(v => v.ActorId == caller.ActorId && v.EntityId == entityId);

    private static async Task<GridViewRow> FindAsync(CrmDb db, Caller caller, string viewId, CancellationToken ct) =>
        await db.Set<GridViewRow>().SingleOrDefaultAsync(v => v.ViewId == viewId && v.ActorId == caller.ActorId, ct) ?? throw CrmException.NotFound(viewId);

    private static string Checked(string name) => Folding.Nfc(name.Trim()) is { Length: > 0 and <= Limits.CatalogName } wanted
        ? wanted
        : throw CrmException.Invalid("name", "Records.BadViewName", Limits.CatalogName);

    private static string Written(GridState state) => JsonSerializer.Serialize(state, Json.Options);

    private static GridView Of(GridViewRow row) => new(row.ViewId, row.Name, row.IsDefault, Read(row.State));

    private static GridState Read(string state) => JsonSerializer.Deserialize<GridState>(state, Json.Options)!;
}
