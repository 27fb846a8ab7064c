using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;

namespace CrmAdmin.Trash;

/// <summary>Which part of an entity's trash is asked for.</summary>
/// <param name="Selection">Which records; its order is not looked at.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="StartKey">The nextKey of the page before.</param>
public sealed record TrashRequest(
    RecordSelection Selection, int Limit = Limits.PageDefault, string? StartKey = null);

/// <summary>A record in the trash, as answered.</summary>
public sealed record TrashedAnswer : RecordAnswer
{
    internal TrashedAnswer(Record record, TimeSpan retention)
        : base(Of(record))
    {
        DeletedAt = record.DeletedAt!.Value;
        DeletedBy = record.DeletedBy;
        PurgeAt = DeletedAt + retention;
    }

    /// <summary>When it was deleted.</summary>
    public DateTime DeletedAt { get; }

    /// <summary>Who deleted it.</summary>
    public string? DeletedBy { get; }

    /// <summary>When it goes for good, by the present setting.</summary>
    public DateTime PurgeAt { get; }
}

/// <summary>A page of the trash.</summary>
public sealed record TrashPage(EntitySchema Schema, IReadOnlyList<TrashedAnswer> Data, string? NextKey);

/// <summary>What is in the trash, newest deletion first. Records whose days are over are not in it.</summary>
public sealed class TrashList(SearchService search, SelectionReader selections, TrashOptions options, TimeProvider time)
{
    private static readonly IReadOnlyList<Sort> NewestDeletion =
        [new(new Field("deletedAt", FieldKind.Instant, "deleted_at", "deleted_at", Sortable: true, Required: true), true)];

    /// <summary>One page.</summary>
    public async Task<TrashPage> PageAsync(Caller caller, TrashRequest request, CancellationToken ct)
    {
        var set = await SetAsync(caller, request, ct);
        var page = await search.PageAsync(caller, set, Purpose(request), request.Limit, request.StartKey, ct);
        return new TrashPage(page.Schema, [.. page.Data.Select(record => new TrashedAnswer(record, options.Retention))], page.NextKey);
    }

    /// <summary>The cursor so many records behind the request's own; null where the trash ends before it.</summary>
    public async Task<string?> SkipAsync(Caller caller, TrashRequest request, long places, CancellationToken ct)
    {
        var set = await SetAsync(caller, request, ct);
        return await search.SkipAsync(set, Purpose(request), request.StartKey, places, ct);
    }

    /// <summary>How many there are, counted to the end.</summary>
    public async Task<long> CountAsync(Caller caller, TrashRequest request, CancellationToken ct) =>
        await search.CountAsync(await SetAsync(caller, request, ct), null, ct);

    /// <summary>How many of a selection go for good within a span from now.</summary>
    public async Task<long> CountLeavingAsync(Caller caller, RecordSelection selection, TimeSpan within, CancellationToken ct)
    {
        var set = await SetAsync(caller, new TrashRequest(selection), ct);
        var last = UtcMilliseconds.From(time.GetUtcNow().UtcDateTime - options.Retention + within);
        return await search.CountAsync(
            set with { Scope = string.Create(CultureInfo.InvariantCulture, $"{set.Scope} AND deleted_at <= {last}") }, null, ct);
    }

    private static string Purpose(TrashRequest request) => "trash\n" + request.Selection.Purpose(NewestDeletion);

    private async Task<RecordSet> SetAsync(Caller caller, TrashRequest request, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var set = await selections.ReadAsync(caller, request.Selection, ct, (_, _) => search.Opened(Purpose(request), request.StartKey));
        var kept = UtcMilliseconds.From(time.GetUtcNow().UtcDateTime - options.Retention);
        return set with
        {
            Sorts = NewestDeletion,
            Scope = string.Create(CultureInfo.InvariantCulture, $"deleted_at IS NOT NULL AND deleted_at > {kept}"),
        };
    }
}
