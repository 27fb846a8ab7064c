using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Segments;

namespace CrmAdmin.Settings;

/// <summary>What the removal of a property touches.</summary>
/// <param name="Values">Live records that hold a value.</param>
/// <param name="Segments">Names of the segments whose conditions name it.</param>
public sealed record PropertyUse(long Values, IReadOnlyList<string> Segments);

/// <summary>Finds what hangs on a property, before it is removed.</summary>
public sealed class PropertyUses(SearchService search, SegmentService segments)
{
    /// <summary>Counts to the end.</summary>
    public async Task<PropertyUse> FindAsync(Caller caller, EntitySchema entity, Property property, CancellationToken ct)
    {
        var path = "data." + property.PropertyId;
        var filled = JsonSerializer.SerializeToElement(
            new { @operator = "AND", conditions = new[] { new { field = path, @operator = "is_not_empty" } } });
        var held = await search.CountAsync(caller, new RecordSelection(entity.EntityId, filled), exact: true, ct);
        string[] names = [path, "data." + property.Key];
        var saved = await segments.ListAsync(caller, entity.EntityId, ct);
        return new PropertyUse(held.Count, [.. saved.Where(segment => Names(segment.Conditions, names)).Select(segment => segment.Name)]);
    }

    private static bool Names(JsonElement node, string[] names) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().Any(child => Names(child, names)),
        JsonValueKind.Object => node.EnumerateObject().Any(member =>
            (member.NameEquals("field") && names.Contains(member.Value.ToString())) || Names(member.Value, names)),
        _ => false,
    };
}
