using System.Text;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Relations;

/// <summary>Relates records to each other. A relation is hidden while one of its ends is in the trash.</summary>
public sealed class RelationService(
    Store store, RecordFinder finder, RelationTable relations, Ids ids, AuditLog audit, StartKeys startKeys, TimeProvider time)
{
    /// <summary>
    /// Relates two live records. 404 where type or record is not there, 400 where a record is of the wrong entity, 409
    /// where they are related in this way already.
    /// </summary>
    /// <param name="caller">MEMBER or above.</param>
    /// <param name="body">relationTypeId, fromRecordId, toRecordId.</param>
    /// <param name="ct">Stops it before it is written.</param>
    public async Task<Relation> CreateAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var members = new Members(body);
        var row = new RelationRow
        {
            RelationTypeId = members.Required("relationTypeId", Limits.NameLength),
            FromRecordId = members.Required("fromRecordId", Limits.NameLength),
            ToRecordId = members.Required("toRecordId", Limits.NameLength),
            DateCreated = time.GetUtcNow().UtcDateTime,
        };
        members.Check();
        return await store.WriteAsync(
            async db =>
            {
                await Turns.TakeAsync(db, Turns.Relations, ct);
                var places = await DemandEndsAsync(db, row, members, ct);
                await DemandNewAsync(db, row, ct);
                row.RelationId = ids.Next(IdPrefix.Relation);
                db.Add(row);
                await db.SaveChangesAsync(ct);
                await AuditAsync(db, caller, "relation.create", places, row, ct);
                return new Relation(row.RelationId, row.RelationTypeId, row.FromRecordId, row.ToRecordId);
            },
            ct);
    }

    /// <summary>Ends a relation; 404 where there is none, or one of its ends is not live.</summary>
    public async Task DeleteAsync(Caller caller, string relationId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        await store.WriteAsync(
            async db =>
            {
                var row = await db.Set<RelationRow>().AsNoTracking().SingleOrDefaultAsync(r => r.RelationId == relationId, ct)
                    ?? throw CrmException.NotFound(relationId);
                var places = await finder.FindAsync(db, Ends(row), ct, hold: true);
                if (Ends(row).Any(end => places.GetValueOrDefault(end) is not { DeletedAt: null })
                    || await db.Set<RelationRow>().Where(r => r.RelationId == relationId).ExecuteDeleteAsync(ct) == 0)
                {
                    throw CrmException.NotFound(relationId);
                }

                await AuditAsync(db, caller, "relation.delete", places, row, ct);
            },
            ct);
    }

    /// <summary>One page of a live record's relations from both sides, in the order they were made; 404 where there is no such record.</summary>
    public async Task<ListPage<Link>> ListAsync(Caller caller, string recordId, ListQuery list, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        startKeys.Demand(Purpose(recordId), list.StartKey);
        return await store.ReadAsync(
            async db => await PageAsync(db, await finder.DemandLiveAsync(db, recordId, ct), recordId, list, ct), ct);
    }

    /// <summary>One page of a record's relations within a read that has found it.</summary>
    internal async Task<ListPage<Link>> PageAsync(CrmDb db, EntitySchema schema, string recordId, ListQuery list, CancellationToken ct)
    {
        var purpose = Purpose(recordId);
        var after = list.StartKey is null ? "" : Encoding.UTF8.GetString(startKeys.Open(purpose, list.StartKey));
        var links = await relations.LinksAsync(db, schema, recordId, after, list.Limit + 1, ct);
        var page = links.Take(list.Limit).ToList();
        var more = links.Count > list.Limit;
        return new ListPage<Link>(page, more ? startKeys.Seal(purpose, Encoding.UTF8.GetBytes(page[^1].RelationId)) : null);
    }

    private static string Purpose(string recordId) => "relations\n" + recordId;

    private static string[] Ends(RelationRow row) => [.. new[] { row.FromRecordId, row.ToRecordId }.Distinct(StringComparer.Ordinal)];

    /// <summary>Gives the places of both records.</summary>
    private async Task<IReadOnlyDictionary<string, RecordPlace>> DemandEndsAsync(CrmDb db, RelationRow row, Members members, CancellationToken ct)
    {
        var type = await db.Set<RelationTypeRow>().AsNoTracking().SingleOrDefaultAsync(t => t.RelationTypeId == row.RelationTypeId, ct)
            ?? throw CrmException.NotFound(row.RelationTypeId);
        var places = await finder.FindAsync(db, Ends(row), ct, hold: true);
        foreach (var (name, recordId, entityId) in new[] { ("fromRecordId", row.FromRecordId, type.FromEntityId), ("toRecordId", row.ToRecordId, type.ToEntityId) })
        {
            if (places.GetValueOrDefault(recordId) is { DeletedAt: null } place && place.Schema.EntityId != entityId)
            {
                members.Add(name, "Relations.WrongEntity");
            }
        }

        members.Check();
        return Ends(row).FirstOrDefault(end => places.GetValueOrDefault(end) is not { DeletedAt: null }) is { } missing
            ? throw CrmException.NotFound(missing)
            : places;
    }

    private static async Task DemandNewAsync(CrmDb db, RelationRow row, CancellationToken ct)
    {
        if (await db.Set<RelationRow>().AnyAsync(
            r => r.RelationTypeId == row.RelationTypeId && r.FromRecordId == row.FromRecordId && r.ToRecordId == row.ToRecordId, ct))
        {
            throw new CrmException(ErrorCode.Conflict, "Relations.Related");
        }
    }

    /// <summary>One entry for the act, which both records' histories find.</summary>
    private Task AuditAsync(CrmDb db, Caller caller, string action, IReadOnlyDictionary<string, RecordPlace> places, RelationRow row, CancellationToken ct)
    {
        var made = action == "relation.create";
        AuditChange Of(string field, string value) => new(field, made ? null : value, made ? value : null);
        AuditChange[] facts =
        [
            Of("relationId", row.RelationId), Of("relationTypeId", row.RelationTypeId), Of("fromRecordId", row.FromRecordId), Of("toRecordId", row.ToRecordId),
        ];
        var entry = new AuditEntry(action, places[row.FromRecordId].Schema.EntityId, row.FromRecordId, facts);
        return audit.AppendAsync(db, caller, [row.FromRecordId == row.ToRecordId ? entry : entry with
        {
            OtherEntityId = places[row.ToRecordId].Schema.EntityId,
            OtherRecordId = row.ToRecordId,
        }], ct);
    }
}
