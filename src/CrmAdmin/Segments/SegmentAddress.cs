using CrmAdmin.Entities;
using CrmAdmin.Records.Grid;

namespace CrmAdmin.Segments;

/// <summary>Where segments are found in the browser.</summary>
internal static class SegmentAddress
{
    /// <summary>The page of all of them, without leading slash.</summary>
    public const string Root = "segments";

    /// <summary>The segments of an entity.</summary>
    public static string List(EntitySchema entity) => $"{Root}/{entity.Slug}";

    /// <summary>A segment and its conditions; a new one where null.</summary>
    public static string Editor(EntitySchema entity, string? segmentId) => $"{Root}/{entity.Slug}/{segmentId ?? "new"}";

    /// <summary>The records that are in a segment.</summary>
    public static string Records(EntitySchema entity, string segmentId) =>
        $"records/{entity.Slug}?c={GridAddress.Encode($$"""{"operator":"AND","conditions":[{"field":"segmentId","operator":"includes","value":"{{segmentId}}"}]}""")}";
}
