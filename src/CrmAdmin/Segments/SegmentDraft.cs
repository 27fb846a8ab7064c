using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Segments;

/// <summary>A segment while a person fills it in.</summary>
public sealed class SegmentDraft
{
    /// <summary>A new one.</summary>
    public SegmentDraft()
    {
    }

    /// <summary>A stored one, to be changed.</summary>
    public SegmentDraft(Segment segment)
    {
        Name = segment.Name;
        Description = segment.Description ?? "";
        Color = ChipColors.Name(segment.Color);
        Conditions = segment.Conditions.GetRawText();
    }

    /// <summary>As it is typed.</summary>
    public string Name { get; set; } = "";

    /// <summary>As it is typed; empty for none.</summary>
    public string Description { get; set; } = "";

    /// <summary>One of the chip colours.</summary>
    public string Color { get; set; } = "indigo";

    /// <summary>JSON of the root group; null for every record.</summary>
    public string? Conditions { get; set; }

    /// <summary>Whether it can be sent.</summary>
    public bool IsComplete => Name.Trim().Length > 0;

    /// <summary>The body that makes it, or with no entity given changes it.</summary>
    public JsonElement Body(string? entityId)
    {
        var body = new JsonObject
        {
            ["name"] = Name.Trim(),
            ["description"] = Description.Trim() is { Length: > 0 } text ? text : null,
            ["color"] = Color,
            ["conditions"] = JsonNode.Parse(Conditions ?? """{"operator":"AND","conditions":[]}"""),
        };
        if (entityId is not null)
        {
            body["entityId"] = entityId;
        }

        return JsonSerializer.SerializeToElement(body, Json.Options);
    }
}
