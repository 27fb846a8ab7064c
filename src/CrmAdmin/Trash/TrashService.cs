using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Trash;

/// <summary>Deletes records to the trash or for good, and brings them back. Each call is one transaction.</summary>
public sealed class TrashService(
    Store store, RecordFinder finder, IEnumerable<IRecordAttachment> attachments, AuditLog audit, PlanService plan, TimeProvider time)
{
    /// <summary>Result code of a soft delete of what is in the trash already.</summary>
    public const string AlreadyDeleted = "AlreadyDeleted";

    /// <summary>Result code of a restore of a live record.</summary>
    public const string NotDeleted = "NotDeleted";

    /// <summary>
    /// Deletes up to 1,000 records: to the trash, or for good with all that hangs on them. Repeated ids are dealt with once.
    /// </summary>
    public async Task<BulkAnswer> DeleteAsync(Caller caller, IReadOnlyList<string> recordIds, bool permanent, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return BulkAnswer.OfDeleted(await store.WriteAsync(db => DeleteAsync(db, caller, recordIds, permanent, ct), ct));
    }

    /// <summary>Deletes one record; 404 where it is not live (or, for good, not there at all), 409 where it has changed since.</summary>
    public async Task<BulkItem> DeleteOneAsync(Caller caller, string recordId, bool permanent, IfMatch? match, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return await store.WriteAsync(
            async db =>
            {
                var places = await finder.FindAsync(db, [recordId], ct, hold: true);
                if (!places.TryGetValue(recordId, out var place) || (place.DeletedAt is not null && !permanent))
                {
                    throw CrmException.NotFound(recordId);
                }

                match?.Demand(place.Version);
                return (await DeleteAsync(db, caller, [recordId], permanent, ct))[0];
            },
            ct);
    }

    /// <summary>Brings up to 1,000 records back from the trash. Repeated ids are dealt with once.</summary>
    public async Task<BulkAnswer> RestoreAsync(Caller caller, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return BulkAnswer.OfRestored(await store.WriteAsync(db => RestoreAsync(db, caller, recordIds, ct), ct));
    }

    /// <summary>Removes what is on these rows' records for good, inside a write. The collector uses it too.</summary>
    internal async Task PurgeAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        foreach (var attachment in attachments)
        {
            await attachment.PurgeAsync(db, schema, recordIds, ct);
        }

        await TrashTable.PurgeAsync(db, store.Dialect, schema, recordIds, ct);
    }

    /// <summary>Deletes records inside a write.</summary>
    internal async Task<IReadOnlyList<BulkItem>> DeleteAsync(
        CrmDb db, Caller caller, IReadOnlyList<string> recordIds, bool permanent, CancellationToken ct)
    {
        var act = new TrashAct(await finder.FindAsync(db, recordIds, ct, hold: true), recordIds);
        act.Decide((recordId, place) => place.DeletedAt is not null && !permanent
            ? BulkItem.Refused(recordId, AlreadyDeleted, "Trash.AlreadyDeleted")
            : BulkItem.Done(recordId));
        var now = time.GetUtcNow().UtcDateTime;
        await ForEachEntityAsync(act, (schema, done) => permanent
            ? PurgeAsync(db, schema, done, ct)
            : TrashTable.DeleteAsync(db, store.Dialect, schema, done, now, caller.ActorId, ct));
        await AuditAsync(db, caller, permanent ? "record.purge" : "record.delete", act, ct);
        return act.Items;
    }

    /// <summary>Brings records back inside a write.</summary>
    internal async Task<IReadOnlyList<BulkItem>> RestoreAsync(CrmDb db, Caller caller, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        var room = await plan.RecordsLeftAsync(db, ct) ?? long.MaxValue;
        var act = new TrashAct(await finder.FindAsync(db, recordIds, ct, hold: true), recordIds);
        act.Decide((recordId, place) =>
        {
            if (place.DeletedAt is null)
            {
                return BulkItem.Refused(recordId, NotDeleted, "Trash.NotDeleted");
            }

            return room-- > 0
                ? BulkItem.Done(recordId)
                : BulkItem.Refused(recordId, nameof(ErrorCode.PlanQuotaExceeded), "Records.QuotaExceeded");
        });
        await ForEachEntityAsync(act, (schema, done) => TrashTable.RestoreAsync(db, store.Dialect, schema, done, ct));
        await AuditAsync(db, caller, "record.restore", act, ct);
        return act.Items;
    }

    private static async Task ForEachEntityAsync(TrashAct act, Func<EntitySchema, IReadOnlyList<string>, Task> run)
    {
        foreach (var entity in act.Done.GroupBy(done => done.Place.Schema))
        {
            await run(entity.Key, [.. entity.Select(done => done.RecordId)]);
        }
    }

    private async Task AuditAsync(CrmDb db, Caller caller, string action, TrashAct act, CancellationToken ct)
    {
        await audit.AppendAsync(
            db, caller, [.. act.Done.Select(done => new AuditEntry(action, done.Place.Schema.EntityId, done.RecordId))], ct);
    }
}
