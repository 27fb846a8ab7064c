using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Relations;

/// <summary>Makes, changes and removes the ways in which records can be related.</summary>
public sealed class RelationTypeService(
    Store store, EntityCatalog catalog, RelationTable relations, Ids ids, AuditLog audit, TimeProvider time)
{
    /// <summary>All of them, in the order they were made.</summary>
    public async Task<IReadOnlyList<RelationType>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var rows = await store.ReadAsync(db => db.Set<RelationTypeRow>().AsNoTracking().OrderBy(t => t.RelationTypeId).ToListAsync(ct), ct);
        return [.. rows.Select(RelationType.Of)];
    }

    /// <summary>Makes one. 400 naming what is wrong, 404 for an unknown entity.</summary>
    /// <param name="caller">MEMBER or above.</param>
    /// <param name="body">name, fromEntityId, toEntityId, reverseName.</param>
    /// <param name="ct">Stops it before it is written.</param>
    public async Task<RelationType> CreateAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var members = new Members(body);
        var now = time.GetUtcNow().UtcDateTime;
        var row = new RelationTypeRow
        {
            Name = members.Required("name", Limits.CatalogName),
            FromEntityId = members.Required("fromEntityId", Limits.NameLength),
            ToEntityId = members.Required("toEntityId", Limits.NameLength),
            ReverseName = members.Text("reverseName", Limits.CatalogName),
            DateCreated = now,
            DateUpdated = now,
        };
        members.Check();
        EntitySchema[] ends = [await catalog.GetAsync(row.FromEntityId, ct), await catalog.GetAsync(row.ToEntityId, ct)];
        return await store.WriteAsync(
            async db =>
            {
                foreach (var end in ends)
                {
                    await EntityService.DemandAsync(db, end, ct);
                }

                row.RelationTypeId = ids.Next(IdPrefix.RelationType);
                db.Add(row);
                await SaveAsync(db, caller, "create", row, [], ct);
                return RelationType.Of(row);
            },
            ct);
    }

    /// <summary>Changes the names that are given; the entities never. null takes the reverse name away.</summary>
    public async Task<RelationType> UpdateAsync(Caller caller, string relationTypeId, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var members = new Members(body);
        Read(members, new RelationTypeRow());
        return await store.WriteAsync(
            async db =>
            {
                var row = await db.Set<RelationTypeRow>().FindAsync([relationTypeId], ct) ?? throw CrmException.NotFound(relationTypeId);
                var before = Facts(row);
                members.Fixed("fromEntityId", row.FromEntityId);
                members.Fixed("toEntityId", row.ToEntityId);
                Read(members, row);
                row.DateUpdated = time.GetUtcNow().UtcDateTime;
                await SaveAsync(db, caller, "update", row, before, ct);
                return RelationType.Of(row);
            },
            ct);
    }

    /// <summary>Removes one; 409 while records, live or in the trash, are related by it.</summary>
    public async Task DeleteAsync(Caller caller, string relationTypeId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        await store.WriteAsync(
            async db =>
            {
                await Turns.TakeAsync(db, Turns.Relations, ct);
                var row = await db.Set<RelationTypeRow>().FindAsync([relationTypeId], ct) ?? throw CrmException.NotFound(relationTypeId);
                if (await relations.IsUsedAsync(db, row, ct))
                {
                    throw new CrmException(ErrorCode.Conflict, "Relations.InUse", row.Name);
                }

                // What is left has an end whose days in the trash are over.
                await db.Set<RelationRow>().Where(r => r.RelationTypeId == relationTypeId).ExecuteDeleteAsync(ct);
                db.Remove(row);
                await SaveAsync(db, caller, "delete", row, Facts(row), ct);
            },
            ct);
    }

    private static void Read(Members members, RelationTypeRow row)
    {
        row.Name = members.RequiredOr("name", Limits.CatalogName, row.Name);
        row.ReverseName = members.TextOr("reverseName", Limits.CatalogName, row.ReverseName);
        members.Check();
    }

    private async Task SaveAsync(CrmDb db, Caller caller, string verb, RelationTypeRow row, JsonObject before, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var id = new AuditChange("relationTypeId", verb == "create" ? null : row.RelationTypeId, verb == "delete" ? null : row.RelationTypeId);
        IReadOnlyList<AuditChange> changes = [id, .. AuditChange.Between(before, verb == "delete" ? [] : Facts(row))];
        await audit.AppendAsync(db, caller, [new AuditEntry($"relationType.{verb}", row.FromEntityId, Changes: changes)], ct);
    }

    private static JsonObject Facts(RelationTypeRow row) => new()
    {
        ["name"] = row.Name,
        ["reverseName"] = row.ReverseName,
        ["fromEntityId"] = row.FromEntityId,
        ["toEntityId"] = row.ToEntityId,
    };
}
