using CrmAdmin.Search;

namespace CrmAdmin.Segments;

/// <summary>How many records are in a segment, once it was counted.</summary>
/// <param name="Answer">The number; null where it could not be counted.</param>
public sealed record SegmentCount(CountAnswer? Answer)
{
    /// <summary>It cannot be counted.</summary>
    public static readonly SegmentCount None = new((CountAnswer?)null);
}
