using CrmAdmin.Conditions;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Segments;

/// <summary>The segments of one entity as they stand at one moment.</summary>
public sealed class SegmentSet
{
    private readonly Dictionary<string, Segment> byId;

    /// <summary>Segments that were read already.</summary>
    public SegmentSet(IEnumerable<Segment> segments) => byId = segments.ToDictionary(s => s.SegmentId, StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public static async Task<SegmentSet> ReadAsync(CrmDb db, string entityId, CancellationToken ct) => new(
        (await db.Set<SegmentRow>().AsNoTracking().Where(s => s.EntityId == entityId).ToListAsync(ct)).Select(Segment.Of));

    /// <summary>A segment as conditions see it; null where the entity has none of that id.</summary>
    public SegmentDefinition? Find(string segmentId) =>
        byId.TryGetValue(segmentId, out var segment) ? new SegmentDefinition(segment.Name, segment.Conditions) : null;

    /// <summary>The same with one segment put in, or in the place of what it was.</summary>
    public SegmentSet With(Segment segment) => new([.. byId.Values.Where(s => s.SegmentId != segment.SegmentId), segment]);

    /// <summary>The segments whose own conditions name this one.</summary>
    public IEnumerable<Segment> Naming(string segmentId) =>
        byId.Values.Where(s => ConditionJson.Segments(s.Conditions).Contains(segmentId, StringComparer.Ordinal));

    /// <summary>The segments that name this one, or that name one that does, and so on.</summary>
    public IReadOnlyCollection<Segment> Resting(string segmentId)
    {
        var found = new Dictionary<string, Segment>(StringComparer.Ordinal);
        var open = new Stack<string>([segmentId]);
        while (open.TryPop(out var next))
        {
            foreach (var segment in Naming(next).Where(s => s.SegmentId != segmentId && found.TryAdd(s.SegmentId, s)))
            {
                open.Push(segment.SegmentId);
            }
        }

        return found.Values;
    }
}
