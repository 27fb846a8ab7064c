using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Search;
using CrmAdmin.Segments;
using CrmAdmin.Storage;

namespace CrmAdmin.Settings;

/// <summary>What the removal of a property touches.</summary>
/// <param name="Values">Live records that hold a value; null where there are too many to count in time.</param>
/// <param name="Segments">Names of the segments whose conditions name it.</param>
public sealed record PropertyUse(long? Values, IReadOnlyList<string> Segments);

/// <summary>Finds what hangs on a property, before it is removed.</summary>
public sealed class PropertyUses(SearchService search, SegmentService segments)
{
    /// <summary>Counts to the end, as far as the time a query has reaches.</summary>
    public async Task<PropertyUse> FindAsync(Caller caller, EntitySchema entity, Property property, CancellationToken ct)
    {
        var path = "data." + property.PropertyId;
        var saved = await segments.ListAsync(caller, entity.EntityId, ct);
        var names = saved.Where(segment => ConditionJson.Fields(segment.Conditions).Contains(path)).Select(segment => segment.Name);
        return new PropertyUse(await CountAsync(caller, entity, path, ct), [.. names]);
    }

    private async Task<long?> CountAsync(Caller caller, EntitySchema entity, string path, CancellationToken ct)
    {
        var filled = JsonSerializer.SerializeToElement(
            new { @operator = "AND", conditions = new[] { new { field = path, @operator = "is_not_empty" } } });
        try
        {
            return (await search.CountAsync(caller, new RecordSelection(entity.EntityId, filled), exact: true, ct)).Count;
        }
        catch (CrmException e) when (QueryLimit.IsTooCostly(e))
        {
            return null;
        }
    }
}
