using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>Makes, reads and changes records, one by one and in bulk.</summary>
public sealed class RecordService(
    Store store, EntityCatalog catalog, RecordFinder finder, Ids ids, AuditLog audit, PlanService plan, TimeProvider time)
{
    /// <summary>A live record as the caller may see it, with its entity; 404 where there is none.</summary>
    public async Task<(EntitySchema Schema, Record Record)> GetAsync(Caller caller, string recordId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var (schema, record) = await store.ReadAsync(db => finder.LiveAsync(db, recordId, ct), ct) ?? throw CrmException.NotFound(recordId);
        return (schema, Masking.Apply(record, schema, caller));
    }

    /// <summary>Makes one record. 400 naming what is wrong, 403 where the plan has no room.</summary>
    public async Task<(EntitySchema Schema, Record Record)> CreateAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var schema = await catalog.LookUpAsync(RecordBody.EntityId(body), ct);
        var errors = new List<Detail>();
        var input = RecordInput.Read(body, "", schema, null, caller, errors);
        errors.AddRange(await MissingFilesAsync(input, ct));
        if (errors.Count > 0)
        {
            throw CrmException.Invalid(errors);
        }

        schema.Demand();
        var record = await store.WriteAsync(
            async db =>
            {
                if (await plan.RecordsLeftAsync(db, ct) < 1)
                {
                    throw new CrmException(ErrorCode.PlanQuotaExceeded, "Records.QuotaExceeded");
                }

                return (await InsertAsync(db, caller, schema, [input], ct))[0];
            },
            ct);
        return (schema, Masking.Apply(record, schema, caller));
    }

    /// <summary>Makes up to 1,000 records of one entity in one transaction; each stands alone.</summary>
    public async Task<BulkAnswer> CreateManyAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var entityId = RecordBody.EntityId(body);
        var items = RecordBody.Items(body, "records");
        var schema = await catalog.GetAsync(entityId, ct);
        var results = new BulkItem[items.Count];
        var inputs = new List<(int At, RecordInput Input)>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var errors = new List<Detail>();
            if (RecordBody.Object(items[i], $"records[{i}]", errors))
            {
                var input = RecordInput.Read(items[i], $"records[{i}].", schema, null, caller, errors);
                errors.AddRange(await MissingFilesAsync(input, ct));
                inputs.Add((i, input));
            }

            if (errors.Count > 0)
            {
                inputs.RemoveAll(input => input.At == i);
                results[i] = BulkItem.Invalid(null, errors);
            }
        }

        var made = await CreateManyAsync(caller, schema, [.. inputs.Select(input => input.Input)], ct);
        for (var i = 0; i < inputs.Count; i++)
        {
            results[inputs[i].At] = i < made.Count
                ? BulkItem.Done(made[i].RecordId)
                : BulkItem.Refused(null, nameof(ErrorCode.PlanQuotaExceeded), "Records.QuotaExceeded");
        }

        return BulkAnswer.OfCreated(results);
    }

    /// <summary>Makes checked records in one transaction. Where the plan has no room for all of them, only the first are made.</summary>
    internal Task<IReadOnlyList<Record>> CreateManyAsync(
        Caller caller, EntitySchema schema, IReadOnlyList<RecordInput> inputs, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return store.WriteAsync(
            async db =>
            {
                var room = (int)Math.Min(inputs.Count, await plan.RecordsLeftAsync(db, ct) ?? inputs.Count);
                return await InsertAsync(db, caller, schema, [.. inputs.Take(room)], ct);
            },
            ct);
    }

    /// <summary>Changes what is given of one record. 409 where it is no longer the version that the caller read.</summary>
    public async Task<(EntitySchema Schema, Record Record)> UpdateAsync(
        Caller caller, string recordId, JsonElement body, IfMatch? match, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return await store.WriteAsync(
            async db =>
            {
                var (schema, record) = await finder.LiveAsync(db, recordId, ct, hold: true) ?? throw Missing(caller, recordId, body);
                var errors = new List<Detail>();
                var input = RecordInput.Read(body, "", schema, record, caller, errors);
                errors.AddRange(await FileUses.MissingAsync(db, input.Files, ct));
                if (errors.Count > 0)
                {
                    throw CrmException.Invalid(errors);
                }

                match?.Demand(record.Version);
                var changed = input.Apply(record, Now);
                await SaveAsync(db, caller, schema, [(record, changed)], ct);
                return (schema, Masking.Apply(changed, schema, caller));
            },
            ct);
    }

    /// <summary>Changes up to 1,000 records in one transaction; each stands alone.</summary>
    public async Task<BulkAnswer> UpdateManyAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var items = RecordBody.Items(body, "records");
        return BulkAnswer.OfUpdated(await store.WriteAsync(db => UpdateManyAsync(db, caller, items, ct), ct));
    }

    /// <summary>Changes records inside a write; each stands alone.</summary>
    internal Task<IReadOnlyList<BulkItem>> UpdateManyAsync(CrmDb db, Caller caller, IReadOnlyList<JsonElement> items, CancellationToken ct) =>
        new BulkUpdate(db, finder, caller, Now).RunAsync(items, SaveAsync, ct);

    /// <summary>400 naming what is wrong in a change that many records are to get; nothing is written.</summary>
    public async Task CheckAsync(Caller caller, string entityId, JsonElement change, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var errors = new List<Detail>();
        var input = RecordInput.ReadChange(change, await catalog.GetAsync(entityId, ct), caller, errors);
        errors.AddRange(await MissingFilesAsync(input, ct));
        if (errors.Count > 0)
        {
            throw CrmException.Invalid(errors);
        }
    }

    /// <summary>404 for a record that is not there, or 400 where the change would be wrong in any record.</summary>
    private static CrmException Missing(Caller caller, string recordId, JsonElement change)
    {
        var errors = new List<Detail>();
        RecordInput.ReadChange(change, EntitySchema.Missing(""), caller, errors);
        return errors.Count > 0 ? CrmException.Invalid(errors) : CrmException.NotFound(recordId);
    }

    private async Task<IReadOnlyList<Detail>> MissingFilesAsync(RecordInput input, CancellationToken ct) =>
        input.Files.Count == 0 ? [] : await store.ReadAsync(db => FileUses.MissingAsync(db, input.Files, ct), ct);

    /// <summary>The next version of a record that was changed.</summary>
    internal Record Changed(Record record) => record with { DateUpdated = Now, Version = record.Version + 1 };

    private DateTime Now => UtcMilliseconds.ToDateTime(UtcMilliseconds.From(time.GetUtcNow().UtcDateTime));

    /// <summary>
    /// Makes checked records inside a write. Ids are drawn there too, so that they ascend in the order of the rows.
    /// </summary>
    internal async Task<IReadOnlyList<Record>> InsertAsync(
        CrmDb db, Caller caller, EntitySchema schema, IReadOnlyList<RecordInput> inputs, CancellationToken ct)
    {
        await EntityService.DemandAsync(db, schema, ct);
        var now = Now;
        var recordIds = ids.Next(IdPrefix.Record, inputs.Count);
        var records = inputs.Select((input, i) => input.Create(recordIds[i], schema.EntityId, now)).ToList();
        await RecordTable.InsertAsync(db, schema, records, ct);
        await audit.AppendAsync(db, caller, [.. records.Select(record => new AuditEntry("record.create", schema.EntityId, record.RecordId))], ct);
        return records;
    }

    /// <summary>Writes changed records of one entity inside a write; a change to the same object is none.</summary>
    internal async Task SaveAsync(
        CrmDb db, Caller caller, EntitySchema schema, IReadOnlyList<(Record Before, Record After)> changes, CancellationToken ct)
    {
        var real = changes.Where(change => !ReferenceEquals(change.Before, change.After)).ToList();
        await RecordTable.UpdateAsync(db, schema, real, ct);
        await audit.AppendAsync(
            db,
            caller,
            [.. real.Select(change => new AuditEntry(
                "record.update", schema.EntityId, change.After.RecordId, RecordChanges.Between(change.Before, change.After)))],
            ct);
    }
}
