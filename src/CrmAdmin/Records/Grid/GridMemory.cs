using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Records.Grid;

/// <summary>What grids remember: each person's columns, and condition trees too long for an address.</summary>
public sealed class GridMemory(Store store, TimeProvider time)
{
    /// <summary>Longest tree that a link is made for, in characters; 2,500 conditions are some 250,000.</summary>
    private const int LongestTree = 1024 * 1024;

    /// <summary>The caller's columns of an entity.</summary>
    public async Task<GridLayout> LayoutAsync(Caller caller, string entityId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var stored = await store.ReadAsync(
            db => db.Set<GridLayoutRow>().AsNoTracking().SingleOrDefaultAsync(r => r.ActorId == caller.ActorId && r.EntityId == entityId, ct), ct);
        return stored is null ? GridLayout.Usual : JsonSerializer.Deserialize<GridLayout>(stored.Layout, Json.Options)!;
    }

    /// <summary>Remembers the caller's columns of an entity.</summary>
    public Task RememberAsync(Caller caller, string entityId, GridLayout layout, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return store.WriteAsync(
            async db =>
            {
                var row = await db.Set<GridLayoutRow>().FindAsync([caller.ActorId, entityId], ct);
                row ??= db.Add(new GridLayoutRow { ActorId = caller.ActorId, EntityId = entityId }).Entity;
                row.Layout = JsonSerializer.Serialize(layout, Json.Options);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }

    /// <summary>The members of an address's query that show a grid's state; long conditions as a link.</summary>
    public async Task<Dictionary<string, object?>> WriteAsync(Caller caller, GridQuery query, CancellationToken ct)
    {
        var isLong = GridAddress.Encode(query.Conditions)?.Length > GridAddress.LongestConditions;
        return GridAddress.Write(query, isLong ? await LinkAsync(caller, query.Conditions!, ct) : null);
    }

    /// <summary>The state that an address shows.</summary>
    public async Task<GridQuery> ReadAsync(Caller caller, string address, CancellationToken ct)
    {
        var query = GridAddress.Read(new Uri(address), out var link);
        return link is null ? query : query with { Conditions = await FindAsync(caller, link, ct) };
    }

    /// <summary>A short link that stands for a condition tree; the same tree always has the same one.</summary>
    public async Task<string> LinkAsync(Caller caller, string conditions, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        if (conditions.Length > LongestTree)
        {
            throw CrmException.Invalid("conditionGroup", "Conditions.TooManyConditions", Limits.TreeConditions);
        }

        var link = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conditions)))[..32];
        if (await FindAsync(caller, link, ct) is null)
        {
            await store.WriteAsync(
                async db =>
                {
                    if (await db.Set<ConditionLinkRow>().FindAsync([link], ct) is null)
                    {
                        db.Add(new ConditionLinkRow { Link = link, Conditions = conditions, DateCreated = time.GetUtcNow().UtcDateTime });
                        await db.SaveChangesAsync(ct);
                    }
                },
                ct);
        }

        return link;
    }

    /// <summary>The condition tree that a link stands for; null where there is none.</summary>
    public Task<string?> FindAsync(Caller caller, string link, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return store.ReadAsync(
            db => db.Set<ConditionLinkRow>().AsNoTracking().Where(r => r.Link == link).Select(r => (string?)r.Conditions).SingleOrDefaultAsync(ct), ct);
    }
}
