using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Segments;

/// <summary>A set of an entity's records that is found anew each time, by its conditions.</summary>
/// <param name="SegmentId">CRMSG1… identifier.</param>
/// <param name="EntityId">Whose records.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Description">What it is for, or null.</param>
/// <param name="Color">How it is shown, or null.</param>
/// <param name="Conditions">The root group; its fields by propertyId.</param>
/// <param name="OwnerId">Who made it.</param>
/// <param name="DateCreated">UTC.</param>
/// <param name="DateUpdated">UTC.</param>
public sealed record Segment(
    string SegmentId,
    string EntityId,
    string Name,
    string? Description,
    string? Color,
    JsonElement Conditions,
    string OwnerId,
    DateTime DateCreated,
    DateTime DateUpdated)
{
    internal static Segment Of(SegmentRow row) => new(
        row.SegmentId,
        row.EntityId,
        row.Name,
        row.Description,
        row.Color,
        JsonSerializer.Deserialize<JsonElement>(row.Conditions, Json.Options),
        row.OwnerId,
        row.DateCreated,
        row.DateUpdated);
}
