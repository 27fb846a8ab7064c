using System.Buffers.Binary;
using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>Which entries of the audit log are asked for; what is null narrows nothing.</summary>
/// <param name="EntityId">Of this entity; of an act between two records, of either one's.</param>
/// <param name="RecordId">Of this record, at either end of an act between two.</param>
/// <param name="Actor">By this actor's id.</param>
/// <param name="Action">Of this action, as in «record.delete».</param>
/// <param name="From">Not before.</param>
/// <param name="To">Not after.</param>
public sealed record AuditQuery(
    string? EntityId = null, string? RecordId = null, string? Actor = null, string? Action = null, DateTime? From = null, DateTime? To = null);

/// <summary>One entry as ADMIN sees it; that of an act between two records from the side that was asked for.</summary>
/// <param name="AuditId">Ascends with time.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Id of the user, key or token; «system» for the server.</param>
/// <param name="ActorName">How the actor was called then.</param>
/// <param name="ActorKind">Kind of credential.</param>
/// <param name="Action">kind.verb.</param>
/// <param name="EntityId">The entity concerned, or null.</param>
/// <param name="RecordId">The record concerned, or null.</param>
/// <param name="OtherEntityId">The entity of the record at the other end, or null.</param>
/// <param name="OtherRecordId">The record at the other end; null where there is none, or it is the same one.</param>
/// <param name="Changes">[{field, from, to}], or null.</param>
/// <param name="RequestId">The same for all entries of one request.</param>
public sealed record AuditView(
    string AuditId,
    DateTime At,
    string Actor,
    string ActorName,
    ActorKind ActorKind,
    string Action,
    string? EntityId,
    string? RecordId,
    string? OtherEntityId,
    string? OtherRecordId,
    JsonElement? Changes,
    string RequestId);

/// <summary>Reads the audit log for ADMIN, newest first.</summary>
public sealed class AuditService(Store store, StartKeys startKeys)
{
    /// <summary>One page of the entries asked for.</summary>
    public Task<ListPage<AuditView>> ListAsync(Caller caller, AuditQuery query, ListQuery list, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        return PageAsync(query, list, ct);
    }

    /// <summary>The page for a caller whose right to it has been checked.</summary>
    internal async Task<ListPage<AuditView>> PageAsync(AuditQuery query, ListQuery list, CancellationToken ct)
    {
        var purpose = JsonSerializer.Serialize(query);
        var before = list.StartKey is null ? long.MaxValue : BinaryPrimitives.ReadInt64LittleEndian(startKeys.Open(purpose, list.StartKey));
        var rows = await store.ReadAsync(
            db => Newest(Narrow(db.Set<AuditRow>().AsNoTracking(), query).Where(a => a.AuditId < before), query.RecordId, list.Limit + 1).ToListAsync(ct), ct);
        var page = rows.Take(list.Limit).Select(row => View(IsFarSide(row, query) ? Turned(row) : row)).ToList();
        return new ListPage<AuditView>(page, rows.Count > list.Limit ? Seal(purpose, rows[list.Limit - 1].AuditId) : null);
    }

    private string Seal(string purpose, long auditId)
    {
        Span<byte> payload = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(payload, auditId);
        return startKeys.Seal(purpose, payload);
    }

    private static IQueryable<AuditRow> Narrow(IQueryable<AuditRow> rows, AuditQuery query)
    {
        rows = query.EntityId is { } entity ? rows.Where(a => a.EntityId == entity || a.OtherEntityId == entity) : rows;
        rows = query.Actor is { } actor ? rows.Where(a => a.ActorId == actor) : rows;
        rows = query.Action is { } action ? rows.Where(a => a.Action == action) : rows;
        rows = query.From is { } from ? rows.Where(a => a.At >= from) : rows;
        return query.To is { } to ? rows.Where(a => a.At <= to) : rows;
    }

    /// <summary>Each end of a record's entries by its own index: an OR of both may read the whole log from its end.</summary>
    private static IQueryable<AuditRow> Newest(IQueryable<AuditRow> rows, string? recordId, int count) => recordId is null
        ? Newest(rows, count)
        : Newest(Newest(rows.Where(a => a.RecordId == recordId), count).Concat(Newest(rows.Where(a => a.OtherRecordId == recordId), count)), count);

    private static IQueryable<AuditRow> Newest(IQueryable<AuditRow> rows, int count) => rows.OrderByDescending(a => a.AuditId).Take(count);

    private static bool IsFarSide(AuditRow row, AuditQuery query) => query.RecordId is { } record
        ? row.RecordId != record
        : query.EntityId is { } entity && row.EntityId != entity;

    private static AuditRow Turned(AuditRow row)
    {
        (row.EntityId, row.OtherEntityId) = (row.OtherEntityId, row.EntityId);
        (row.RecordId, row.OtherRecordId) = (row.OtherRecordId, row.RecordId);
        return row;
    }

    private static AuditView View(AuditRow row) => new(
        row.AuditId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        row.At,
        row.ActorId,
        row.ActorName,
        row.ActorKind,
        row.Action,
        row.EntityId,
        row.RecordId,
        row.OtherEntityId,
        row.OtherRecordId,
        row.Changes is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Changes),
        row.RequestId);
}
