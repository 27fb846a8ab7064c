using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Segments;

/// <summary>Makes, changes, counts and removes segments. A caller below ADMIN neither saves nor runs one on a masked field.</summary>
public sealed class SegmentService(
    Store store, EntityCatalog catalog, SegmentScopes scopes, SearchService search, SelectionReader selections, Ids ids, AuditLog audit, TimeProvider time)
{
    private const string Conditions = "conditions";

    /// <summary>The segments of an entity, or of all, in the order they were made; 404 for an unknown entity.</summary>
    public async Task<IReadOnlyList<Segment>> ListAsync(Caller caller, string? entityId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        if (entityId is not null)
        {
            await catalog.GetAsync(entityId, ct);
        }

        var rows = await store.ReadAsync(
            db => db.Set<SegmentRow>().AsNoTracking().Where(s => entityId == null || s.EntityId == entityId).OrderBy(s => s.SegmentId).ToListAsync(ct), ct);
        return [.. rows.Select(Segment.Of)];
    }

    /// <summary>One segment; 404 where there is none.</summary>
    public async Task<Segment> GetAsync(Caller caller, string segmentId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return Segment.Of(await store.ReadAsync(db => FindAsync(db, segmentId, ct), ct));
    }

    /// <summary>Makes a segment. 400 naming what is wrong, a cycle too.</summary>
    /// <param name="caller">Becomes its owner.</param>
    /// <param name="body">entityId, name, description, color, conditions.</param>
    /// <param name="ct">Stops it before it is written.</param>
    public async Task<Segment> CreateAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var members = new Members(body);
        var entityId = members.Required("entityId", Limits.NameLength);
        var now = time.GetUtcNow().UtcDateTime;
        var row = new SegmentRow { EntityId = entityId, OwnerId = caller.ActorId, DateCreated = now, DateUpdated = now };
        Read(members, row, isNew: true);
        members.Check();
        var schema = await catalog.FindAsync(entityId, ct) ?? throw Missing(entityId, members);
        return await store.WriteAsync(
            async db =>
            {
                await Turns.TakeAsync(db, Turns.Segments, ct);
                await EntityService.DemandAsync(db, schema, ct);
                row.SegmentId = ids.Next(IdPrefix.Segment);
                var segments = await SegmentSet.ReadAsync(db, entityId, ct);
                SetConditions(row, members.Element(Conditions)!.Value, scopes.Over(schema, segments), caller);
                db.Add(row);
                return await SaveAsync(db, caller, "segment.create", row, null, ct);
            },
            ct);
    }

    /// <summary>Changes what is given; null takes description and colour away. 400 also where a segment that uses it would break.</summary>
    public async Task<Segment> UpdateAsync(Caller caller, string segmentId, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var members = new Members(body);
        Read(members, new SegmentRow(), isNew: false);
        members.Check();
        return await store.WriteAsync(
            async db =>
            {
                await Turns.TakeAsync(db, Turns.Segments, ct);
                var row = await db.Set<SegmentRow>().SingleOrDefaultAsync(s => s.SegmentId == segmentId, ct) ?? throw Missing(segmentId, members);
                var before = Facts(row);
                members.Fixed("entityId", row.EntityId);
                Read(members, row, isNew: false);
                members.Check();
                await ChangeConditionsAsync(db, caller, row, members, ct);
                row.DateUpdated = time.GetUtcNow().UtcDateTime;
                return await SaveAsync(db, caller, "segment.update", row, before, ct);
            },
            ct);
    }

    /// <summary>Removes a segment; 409 while another one uses it.</summary>
    public async Task DeleteAsync(Caller caller, string segmentId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        await store.WriteAsync(
            async db =>
            {
                await Turns.TakeAsync(db, Turns.Segments, ct);
                var row = await FindAsync(db, segmentId, ct);
                if ((await SegmentSet.ReadAsync(db, row.EntityId, ct)).Naming(segmentId).FirstOrDefault() is { } other)
                {
                    throw new CrmException(ErrorCode.Conflict, "Segments.InUse", other.Name);
                }

                db.Remove(row);
                await SaveAsync(db, caller, "segment.delete", row, Facts(row), ct);
            },
            ct);
    }

    /// <summary>How many records are in it now, counted to the end. 400 where its conditions no longer fit the entity.</summary>
    public async Task<long> CountAsync(Caller caller, string segmentId, CancellationToken ct)
    {
        var segment = await GetAsync(caller, segmentId, ct);
        var set = await selections.ReadAsync(caller, new RecordSelection(segment.EntityId, SegmentId: segmentId), ct);
        return await search.CountAsync(set, null, ct);
    }

    private static async Task<SegmentRow> FindAsync(CrmDb db, string segmentId, CancellationToken ct) =>
        await db.Set<SegmentRow>().SingleOrDefaultAsync(s => s.SegmentId == segmentId, ct) ?? throw CrmException.NotFound(segmentId);

    private static void Read(Members members, SegmentRow row, bool isNew)
    {
        row.Name = isNew ? members.Required("name", Limits.CatalogName) : members.RequiredOr("name", Limits.CatalogName, row.Name);
        row.Description = members.TextOr("description", Limits.TextLength, row.Description);
        row.Color = members.TextOr("color", Limits.OptionLength, row.Color);
        if ((isNew || members.Has(Conditions)) && members.Element(Conditions) is null)
        {
            members.Add(Conditions, "Conditions.GroupNeeded");
        }
    }

    /// <summary>404 for a segment or its entity, or 400 where the conditions would be wrong in any entity.</summary>
    private CrmException Missing(string id, Members members)
    {
        var scope = scopes.Over(EntitySchema.Missing(""), new SegmentSet([]));
        var reading = ConditionReader.Read(members.Element(Conditions), Conditions, scope);
        return reading.Errors.Count > 0 ? CrmException.Invalid(reading.Errors) : CrmException.NotFound(id);
    }

    private static void SetConditions(SegmentRow row, JsonElement conditions, ConditionScope scope, Caller caller)
    {
        var tree = ConditionReader.Read(conditions, Conditions, scope).OrThrow();
        Masking.Demand(tree, caller);
        row.Conditions = ConditionJson.Copy(conditions, tree).ToJsonString(Json.Options);
    }

    /// <summary>Also without new conditions a change is a saving, which masked fields are kept from.</summary>
    private async Task ChangeConditionsAsync(CrmDb db, Caller caller, SegmentRow row, Members members, CancellationToken ct)
    {
        var schema = await catalog.GetAsync(row.EntityId, ct);
        var segments = await SegmentSet.ReadAsync(db, row.EntityId, ct);
        var scope = scopes.Over(schema, segments, saving: row.SegmentId);
        if (members.Element(Conditions) is not { } conditions)
        {
            Masking.Demand(ConditionReader.Read(Segment.Of(row).Conditions, Conditions, scope).Tree, caller);
            return;
        }

        SetConditions(row, conditions, scope, caller);
        var after = segments.With(Segment.Of(row));
        var broken = segments.Resting(row.SegmentId).FirstOrDefault(other =>
            IsUsable(other, scopes.Over(schema, segments)) && !IsUsable(other, scopes.Over(schema, after)));
        if (broken is not null)
        {
            throw CrmException.Invalid(Conditions, "Segments.BreaksOther", broken.Name);
        }
    }

    private static bool IsUsable(Segment segment, ConditionScope scope) => ConditionReader.Read(segment.Conditions, "", scope).Errors.Count == 0;

    private async Task<Segment> SaveAsync(CrmDb db, Caller caller, string action, SegmentRow row, JsonObject? before, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var removed = action == "segment.delete";
        var id = new AuditChange("segmentId", before is null ? null : row.SegmentId, removed ? null : row.SegmentId);
        IReadOnlyList<AuditChange> changes = [id, .. AuditChange.Between(before ?? [], removed ? [] : Facts(row))];
        await audit.AppendAsync(db, caller, [new AuditEntry(action, row.EntityId, Changes: changes)], ct);
        return Segment.Of(row);
    }

    private static JsonObject Facts(SegmentRow row) => new()
    {
        ["name"] = row.Name,
        ["description"] = row.Description,
        ["color"] = row.Color,
        [Conditions] = JsonNode.Parse(row.Conditions),
    };
}
