using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid.Views;
using CrmAdmin.Search;
using CrmAdmin.Segments;
using CrmAdmin.Storage;

namespace CrmAdmin.Settings;

/// <summary>What depends on a property.</summary>
/// <param name="Values">Live records that hold a value; null where there are too many to count in time.</param>
/// <param name="Segments">Names of the segments whose conditions name it.</param>
/// <param name="Views">How many saved views, of anybody, show it, sort by it or narrow by it.</param>
public sealed record PropertyUse(long? Values, IReadOnlyList<string> Segments, int Views)
{
    /// <summary>Whether nothing does.</summary>
    public bool IsNone => this is { Values: 0, Segments.Count: 0, Views: 0 };
}

/// <summary>Finds what depends on a property, before it is removed, hidden or masked.</summary>
public sealed class PropertyUses(SearchService search, SegmentService segments, GridViews views)
{
    /// <summary>Counts to the end, as far as the time a query has reaches.</summary>
    public async Task<PropertyUse> FindAsync(Caller caller, EntitySchema entity, Property property, CancellationToken ct)
    {
        var path = "data." + property.PropertyId;
        var saved = await segments.ListAsync(caller, entity.EntityId, ct);
        var names = saved.Where(segment => ConditionJson.Fields(segment.Conditions).Contains(path)).Select(segment => segment.Name);
        return new PropertyUse(await CountAsync(caller, entity, path, ct), [.. names], await views.CountAsync(caller, entity.EntityId, property, ct));
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
