using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>Writes the changed records of one entity.</summary>
internal delegate Task SaveChanges(
    CrmDb db, Caller caller, EntitySchema schema, IReadOnlyList<(Record Before, Record After)> changes, CancellationToken ct);

/// <summary>One bulk/update inside its write. An id that comes twice is changed twice, in order.</summary>
internal sealed class BulkUpdate(CrmDb db, RecordFinder finder, Caller caller, DateTime now)
{
    private readonly Dictionary<string, Record> current = new(StringComparer.Ordinal);
    private Dictionary<string, RecordPlace> places = [];

    public async Task<IReadOnlyList<BulkItem>> RunAsync(IReadOnlyList<JsonElement> items, SaveChanges save, CancellationToken ct)
    {
        var recordIds = items.Select(RecordBody.RecordId).ToList();
        places = await finder.FindAsync(db, [.. recordIds.OfType<string>().Distinct()], ct, hold: true);
        await LoadAsync(ct);
        var results = new List<BulkItem>(items.Count);
        var changes = new List<(EntitySchema Schema, Record Before, Record After)>();
        for (var i = 0; i < items.Count; i++)
        {
            results.Add(await ChangeAsync(items[i], recordIds[i], $"records[{i}]", changes, ct));
        }

        foreach (var entity in changes.GroupBy(change => change.Schema))
        {
            await save(db, caller, entity.Key, [.. entity.Select(change => (change.Before, change.After))], ct);
        }

        return results;
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        foreach (var entity in places.Where(place => place.Value.DeletedAt is null).GroupBy(place => place.Value.Schema))
        {
            foreach (var (recordId, record) in await RecordTable.ReadAsync(db, entity.Key, [.. entity.Select(place => place.Key)], ct))
            {
                current[recordId] = record;
            }
        }
    }

    private async Task<BulkItem> ChangeAsync(
        JsonElement item, string? recordId, string path, List<(EntitySchema Schema, Record Before, Record After)> changes, CancellationToken ct)
    {
        var errors = new List<Detail>();
        if (RecordBody.Object(item, path, errors) && recordId is null)
        {
            errors.Add(new Detail(path + ".recordId", "Records.RecordIdNeeded"));
        }

        if (errors.Count > 0)
        {
            return BulkItem.Invalid(recordId, errors);
        }

        if (!current.TryGetValue(recordId!, out var record))
        {
            return BulkItem.Refused(recordId, nameof(ErrorCode.ResourceNotFound), "Http.ResourceNotFound", recordId);
        }

        var schema = places[recordId!].Schema;
        var input = RecordInput.Read(item, path + ".", schema, record, caller, errors);
        errors.AddRange(await FileUses.MissingAsync(db, input.Files, ct));
        if (errors.Count > 0)
        {
            return BulkItem.Invalid(recordId, errors);
        }

        var changed = input.Apply(record, now);
        changes.Add((schema, record, changed));
        current[recordId!] = changed;
        return BulkItem.Done(recordId!);
    }
}
