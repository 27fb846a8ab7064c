using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>A live record by name.</summary>
/// <param name="Schema">Its entity.</param>
/// <param name="RecordId">Its id.</param>
/// <param name="Name">What it is called.</param>
public sealed record NamedRecord(EntitySchema Schema, string RecordId, string Name);

/// <summary>Calls records by name where only their ids are known.</summary>
public sealed class RecordNames(Store store, RecordFinder finder)
{
    /// <summary>Those that are live, by id.</summary>
    public async Task<IReadOnlyDictionary<string, NamedRecord>> FindAsync(Caller caller, IReadOnlyCollection<string> recordIds, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var found = new Dictionary<string, NamedRecord>(StringComparer.Ordinal);
        return recordIds.Count == 0 ? found : await store.ReadAsync(
            async db =>
            {
                var live = (await finder.FindAsync(db, recordIds, ct)).Where(place => place.Value.DeletedAt is null);
                foreach (var places in live.GroupBy(place => place.Value.Schema, place => place.Key))
                {
                    foreach (var (recordId, name) in await RecordTable.NamesAsync(db, places.Key, [.. places], ct))
                    {
                        found[recordId] = new NamedRecord(places.Key, recordId, name);
                    }
                }

                return found;
            },
            ct);
    }
}
