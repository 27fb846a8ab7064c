using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>Adds a tag to many records or takes it away, and knows the tags in use.</summary>
public sealed class RecordTagging(Store store, EntityCatalog catalog, RecordFinder finder, RecordService records)
{
    private const int Looked = 3000;

    /// <summary>Adds a tag to up to 1,000 records inside a write, or takes it away; each stands alone.</summary>
    /// <param name="db">The write.</param>
    /// <param name="caller">MEMBER or above.</param>
    /// <param name="recordIds">The records; one that is not live is skipped.</param>
    /// <param name="tag">1 to 50 characters; compared without regard to case. 400 for any other.</param>
    /// <param name="add">Whether it is added.</param>
    /// <param name="ct">Stops it before it is written.</param>
    internal async Task<IReadOnlyList<BulkItem>> TagAsync(
        CrmDb db, Caller caller, IReadOnlyList<string> recordIds, string tag, bool add, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var named = Folding.Nfc(tag.Trim());
        if (named.Length is 0 or > Limits.TagLength)
        {
            throw CrmException.Invalid("tag", "Records.BadTag", Limits.TagLength);
        }

        var places = await finder.FindAsync(db, recordIds, ct, hold: true);
        var items = new Dictionary<string, BulkItem>(StringComparer.Ordinal);
        foreach (var entity in places.Where(p => p.Value.DeletedAt is null).GroupBy(p => p.Value.Schema))
        {
            var rows = await RecordTable.ReadAsync(db, entity.Key, [.. entity.Select(p => p.Key)], ct);
            var changes = rows.Values.Select(record => (Before: record, After: Tagged(record, named, add))).ToList();
            await records.SaveAsync(db, caller, entity.Key, [.. changes.Where(c => c.After is not null).Select(c => (c.Before, c.After!))], ct);
            foreach (var (before, after) in changes)
            {
                items[before.RecordId] = after is null
                    ? BulkItem.Refused(before.RecordId, nameof(ErrorCode.ValidationError), "Records.TooMany", Limits.Tags)
                    : BulkItem.Done(before.RecordId);
            }
        }

        return [.. recordIds.Select(id => items.GetValueOrDefault(id)
            ?? BulkItem.Refused(id, nameof(ErrorCode.ResourceNotFound), "Http.ResourceNotFound", id))];
    }

    /// <summary>Tags in use among the newest records that contain what is typed, the most frequent first.</summary>
    public async Task<IReadOnlyList<string>> UsedAsync(Caller caller, string entityId, string typed, int most, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var schema = await catalog.GetAsync(entityId, ct);
        var wanted = Folding.Fold(typed.Trim());
        var lists = await store.ReadAsync(
            db => RecordTable.NewestTagsAsync(db, schema, Looked, ct), ct);
        return [.. lists.SelectMany(tags => tags).GroupBy(tag => tag, StringComparer.Ordinal)
            .Where(tag => Folding.Fold(tag.Key).Contains(wanted, StringComparison.Ordinal))
            .OrderByDescending(tag => tag.Count()).ThenBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Key).Take(most)];
    }

    /// <summary>The record with the tag, or without; itself where nothing changes, null where it would have too many.</summary>
    private Record? Tagged(Record record, string tag, bool add)
    {
        var others = record.Tags.Where(other => Folding.Fold(other) != Folding.Fold(tag)).ToList();
        if (add == others.Count < record.Tags.Count)
        {
            return record;
        }

        return add && record.Tags.Count >= Limits.Tags ? null : records.Changed(record with { Tags = add ? [.. record.Tags, tag] : others });
    }
}
