using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>A record with what hangs on it, as one caller may see it.</summary>
/// <param name="Schema">Its entity.</param>
/// <param name="Record">The record.</param>
/// <param name="EventSummaries">Its activities, counted by type.</param>
public sealed record RecordDetail(EntitySchema Schema, Record Record, IReadOnlyList<EventSummary> EventSummaries);

/// <summary>A record with what hangs on it, as answered.</summary>
public sealed record RecordDetailAnswer : RecordAnswer
{
    internal RecordDetailAnswer(RecordDetail detail)
        : base(Of(detail.Record)) => EventSummaries = detail.EventSummaries;

    /// <summary>Its activities, counted by type.</summary>
    public IReadOnlyList<EventSummary> EventSummaries { get; }
}

/// <summary>Reads a record together with what hangs on it, all as of one moment.</summary>
public sealed class RecordDetails(Store store, RecordFinder finder)
{
    /// <summary>A live record; 404 where there is none.</summary>
    public async Task<RecordDetail> GetAsync(Caller caller, string recordId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return await store.SnapshotAsync(
            async db =>
            {
                var (schema, record) = await finder.LiveAsync(db, recordId, ct) ?? throw CrmException.NotFound(recordId);
                return new RecordDetail(schema, Masking.Apply(record, schema, caller), await ActivityService.SummariesAsync(db, recordId, ct));
            },
            ct);
    }
}
