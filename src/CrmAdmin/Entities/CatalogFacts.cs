using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Http;

namespace CrmAdmin.Entities;

/// <summary>What the audit log says of an entity and of a property, as they stand before or after an act.</summary>
internal static class CatalogFacts
{
    /// <summary>An entity as it stands.</summary>
    public static JsonObject Of(EntityRow row) => new()
    {
        ["name"] = row.Name,
        ["slug"] = row.Slug,
        ["description"] = row.Description,
    };

    /// <summary>A property as it stands; its options are left out where it has none.</summary>
    public static JsonObject Of(PropertyRow row)
    {
        var options = JsonNode.Parse(row.Options)!.AsArray();
        return new JsonObject
        {
            ["propertyId"] = row.PropertyId,
            ["name"] = row.Name,
            ["key"] = row.Key,
            ["fieldType"] = JsonSerializer.SerializeToNode(row.FieldType, Json.Options),
            ["options"] = options.Count == 0 ? null : options,
            ["isMasked"] = row.IsMasked,
            ["isHidden"] = row.IsHidden,
            ["description"] = row.Description,
            ["position"] = row.Position,
        };
    }
}
