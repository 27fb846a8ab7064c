using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Activities;

/// <summary>Writes and lists the activities of records. Those of a record in the trash are hidden with it.</summary>
public sealed class ActivityService(Store store, RecordFinder finder, Ids ids, AuditLog audit, ActivityPages pages)
{
    /// <summary>Writes one activity. 400 naming what is wrong, 404 where there is no such live record.</summary>
    /// <param name="caller">MEMBER or above.</param>
    /// <param name="body">recordId, type, date, source, payload.</param>
    /// <param name="ct">Stops it before it is written.</param>
    public async Task<Activity> CreateAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var members = new Members(body);
        var input = ActivityInput.Read(members);
        members.Check();
        return await store.WriteAsync(
            async db =>
            {
                var schema = await finder.DemandLiveAsync(db, input.RecordId, ct, hold: true);
                return Activity.Of((await InsertAsync(db, caller, [(input, schema)], ct))[0]);
            },
            ct);
    }

    /// <summary>Writes up to 1,000 activities in one transaction; each stands alone.</summary>
    public async Task<BulkAnswer> CreateManyAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var items = RecordBody.Items(body, "activities");
        var results = new BulkItem[items.Count];
        var inputs = new List<(int At, ActivityInput Input)>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            results[i] = Read(items[i], i, inputs);
        }

        await store.WriteAsync(db => WriteAsync(db, caller, inputs, results, ct), ct);
        return BulkAnswer.OfCreated(results);
    }

    /// <summary>One page of a live record's activities, newest first; 404 where there is no such record.</summary>
    public async Task<ListPage<Activity>> ListAsync(Caller caller, string recordId, ActivityQuery query, ListQuery list, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        pages.Demand(recordId, query, list);
        return await store.ReadAsync(
            async db =>
            {
                await finder.DemandLiveAsync(db, recordId, ct);
                return await pages.ReadAsync(db, recordId, query, list, ct);
            },
            ct);
    }

    /// <summary>How many activities of each type a live record has, by type; 404 where there is no such record.</summary>
    public async Task<IReadOnlyList<EventSummary>> SummariesAsync(Caller caller, string recordId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return await store.ReadAsync(
            async db =>
            {
                await finder.DemandLiveAsync(db, recordId, ct);
                return await SummariesAsync(db, recordId, ct);
            },
            ct);
    }

    /// <summary>Removes one activity; 404 where there is none, or its record is not live.</summary>
    public async Task DeleteAsync(Caller caller, string activityId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        await store.WriteAsync(
            async db =>
            {
                var row = await db.Set<ActivityRow>().AsNoTracking().SingleOrDefaultAsync(a => a.ActivityId == activityId, ct)
                    ?? throw CrmException.NotFound(activityId);
                var places = await finder.FindAsync(db, [row.RecordId], ct, hold: true);
                if (places.GetValueOrDefault(row.RecordId) is not { DeletedAt: null } place
                    || await db.Set<ActivityRow>().Where(a => a.Number == row.Number).ExecuteDeleteAsync(ct) == 0)
                {
                    throw CrmException.NotFound(activityId);
                }

                await ActivityTable.RecountAsync(db, row.RecordId, row.Type, ct);
                AuditChange[] changes = [new("activityId", activityId, null), new("type", row.Type, null)];
                await audit.AppendAsync(db, caller, [new AuditEntry("activity.delete", place.Schema.EntityId, row.RecordId, changes)], ct);
            },
            ct);
    }

    /// <summary>The summaries of a record within a read that has found it.</summary>
    internal static Task<List<EventSummary>> SummariesAsync(CrmDb db, string recordId, CancellationToken ct) =>
        db.Set<EventSummaryRow>().AsNoTracking().Where(s => s.RecordId == recordId).OrderBy(s => s.Type)
            .Select(s => new EventSummary(s.Type, s.Count, s.FirstAt, s.LastAt)).ToListAsync(ct);

    /// <summary>What is wrong with an item, or that it is to be written.</summary>
    private static BulkItem Read(JsonElement item, int at, List<(int At, ActivityInput Input)> inputs)
    {
        var errors = new List<Detail>();
        if (!RecordBody.Object(item, $"activities[{at}]", errors))
        {
            return BulkItem.Invalid(null, errors);
        }

        var members = new Members(item, $"activities[{at}].");
        var input = ActivityInput.Read(members);
        if (members.Wrong.Count > 0)
        {
            return BulkItem.Invalid(RecordBody.RecordId(item), members.Wrong);
        }

        inputs.Add((at, input));
        return BulkItem.Refused(input.RecordId, nameof(ErrorCode.ResourceNotFound), "Http.ResourceNotFound", input.RecordId);
    }

    /// <summary>Writes those whose record is live and enters them as done; the others stay not found.</summary>
    private async Task WriteAsync(
        CrmDb db, Caller caller, List<(int At, ActivityInput Input)> inputs, BulkItem[] results, CancellationToken ct)
    {
        var places = await finder.FindAsync(db, [.. inputs.Select(i => i.Input.RecordId).Distinct()], ct, hold: true);
        var live = inputs.Where(i => places.GetValueOrDefault(i.Input.RecordId) is { DeletedAt: null }).ToList();
        var rows = await InsertAsync(db, caller, [.. live.Select(i => (i.Input, places[i.Input.RecordId].Schema))], ct);
        for (var i = 0; i < rows.Count; i++)
        {
            results[live[i].At] = BulkItem.Done(rows[i].RecordId) with { ActivityId = rows[i].ActivityId };
        }
    }

    private async Task<IReadOnlyList<ActivityRow>> InsertAsync(
        CrmDb db, Caller caller, IReadOnlyList<(ActivityInput Input, EntitySchema Schema)> inputs, CancellationToken ct)
    {
        if (inputs.Count == 0)
        {
            return [];
        }

        var activityIds = ids.Next(IdPrefix.Activity, inputs.Count);
        var rows = inputs.Select((i, at) => new ActivityRow
        {
            ActivityId = activityIds[at],
            RecordId = i.Input.RecordId,
            EntityNumber = i.Schema.Number,
            Type = i.Input.Type,
            At = i.Input.Date,
            Source = i.Input.Source,
            Payload = i.Input.Payload,
        }).ToList();
        await ActivityTable.InsertAsync(db, store.Dialect, rows, ct);
        await audit.AppendAsync(
            db,
            caller,
            [.. rows.Select((row, at) => new AuditEntry(
                "activity.create", inputs[at].Schema.EntityId, row.RecordId, [new("activityId", null, row.ActivityId), new("type", null, row.Type)]))],
            ct);
        return rows;
    }
}
