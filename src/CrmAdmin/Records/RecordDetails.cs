using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Relations;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>A record with what hangs on it, as one caller may see it.</summary>
/// <param name="Schema">Its entity.</param>
/// <param name="Record">The record.</param>
/// <param name="Links">Its first relations, as many as a page has at most.</param>
/// <param name="EventSummaries">Its activities, counted by type.</param>
public sealed record RecordDetail(EntitySchema Schema, Record Record, ListPage<Link> Links, IReadOnlyList<EventSummary> EventSummaries);

/// <summary>A record with what hangs on it, as answered.</summary>
public sealed record RecordDetailAnswer : RecordAnswer
{
    internal RecordDetailAnswer(RecordDetail detail)
        : base(Of(detail.Record))
    {
        Links = detail.Links.Data;
        LinksNextKey = detail.Links.NextKey;
        EventSummaries = detail.EventSummaries;
    }

    /// <summary>Its first relations.</summary>
    public IReadOnlyList<Link> Links { get; }

    /// <summary>Where the list of its relations goes on; null where that is all.</summary>
    public string? LinksNextKey { get; }

    /// <summary>Its activities, counted by type.</summary>
    public IReadOnlyList<EventSummary> EventSummaries { get; }
}

/// <summary>Reads a record together with what hangs on it, all as of one moment.</summary>
public sealed class RecordDetails(Store store, RecordFinder finder, RelationService relations)
{
    /// <summary>A live record; 404 where there is none.</summary>
    public async Task<RecordDetail> GetAsync(Caller caller, string recordId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return await store.SnapshotAsync(
            async db =>
            {
                var (schema, record) = await finder.LiveAsync(db, recordId, ct) ?? throw CrmException.NotFound(recordId);
                var links = await relations.PageAsync(db, schema, recordId, new ListQuery(Limits.PageMost, null), ct);
                var summaries = await ActivityService.SummariesAsync(db, recordId, ct);
                return new RecordDetail(schema, Masking.Apply(record, schema, caller), links, summaries);
            },
            ct);
    }

    /// <summary>Whether a record is in the trash, from where it can be restored.</summary>
    public Task<bool> IsTrashedAsync(Caller caller, string recordId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return store.ReadAsync(async db => (await finder.FindAsync(db, [recordId], ct)).GetValueOrDefault(recordId) is { DeletedAt: not null }, ct);
    }
}
