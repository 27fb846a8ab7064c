using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Access;

/// <summary>What happened to one live record, for whoever may see the record; masked values are masked here too.</summary>
public sealed class RecordHistory(Store store, RecordFinder finder, AuditService audit)
{
    private const string DataPrefix = "data.";

    /// <summary>One page of its entries, newest first; 404 where the record is not live.</summary>
    public async Task<ListPage<AuditView>> ListAsync(Caller caller, string recordId, ListQuery list, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var schema = await store.ReadAsync(db => finder.DemandLiveAsync(db, recordId, ct), ct);
        var page = await audit.PageAsync(new AuditQuery(RecordId: recordId), list, ct);
        return caller.SeesMasked ? page : page with { Data = [.. page.Data.Select(entry => entry with { Changes = Masked(entry.Changes, schema, caller) })] };
    }

    private static JsonElement? Masked(JsonElement? changes, EntitySchema schema, Caller caller)
    {
        if (changes is null)
        {
            return null;
        }

        var seen = JsonSerializer.SerializeToNode(changes.Value)!.AsArray();
        foreach (var change in seen.OfType<JsonObject>())
        {
            var field = (string)change["field"]!;
            var property = field.StartsWith(DataPrefix, StringComparison.Ordinal) ? schema.Find(field[DataPrefix.Length..]) : null;
            if (field.StartsWith(DataPrefix, StringComparison.Ordinal) && property is not { IsMasked: false })
            {
                Hide(change, "from", property, caller);
                Hide(change, "to", property, caller);
            }
        }

        return JsonSerializer.SerializeToElement(seen);
    }

    /// <summary>Of a property that is no longer there nobody can tell whether it was masked, so nothing of it is shown.</summary>
    private static void Hide(JsonObject change, string side, Property? property, Caller caller)
    {
        if (change[side] is { } value)
        {
            object plain = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : (object)value;
            change[side] = property is null ? Masking.Hidden : JsonSerializer.SerializeToNode(Masking.Apply(plain, property, caller));
        }
    }
}
