using CrmAdmin.Http;

namespace CrmAdmin.Conditions;

/// <summary>Resolves the segments that one tree names; each is read once, however often and deeply it is named.</summary>
internal sealed class SegmentReader(ConditionScope scope)
{
    /// <summary>The error of a segment that is not there.</summary>
    public const string Unknown = "Conditions.SegmentUnknown";

    private const string Cycle = "Conditions.SegmentCycle";

    private readonly Dictionary<string, (SegmentCondition? Segment, Detail? Error)> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = scope.Saving is null ? [] : [scope.Saving];

    /// <summary>The segment, or what is wrong with naming it in a group of this level.</summary>
    public (SegmentCondition? Segment, Detail? Error) Read(string segmentId, int level)
    {
        if (open.Contains(segmentId))
        {
            return Fail(Cycle, segmentId);
        }

        if (!known.TryGetValue(segmentId, out var result))
        {
            result = Resolve(segmentId);
            known[segmentId] = result;
        }

        return level + (result.Segment?.Levels ?? 0) > Limits.GroupLevels
            ? Fail("Conditions.TooDeep", Limits.GroupLevels)
            : result;
    }

    private (SegmentCondition? Segment, Detail? Error) Resolve(string segmentId)
    {
        if (scope.Segments(segmentId) is not { } definition)
        {
            return scope.Schema.IsMissing ? (null, null) : Fail(Unknown, segmentId);
        }

        // Every segment that is open adds a level, so a longer chain is too deep whatever it ends in.
        if (open.Count > Limits.GroupLevels)
        {
            return Fail("Conditions.TooDeep", Limits.GroupLevels);
        }

        open.Add(segmentId);
        var errors = new List<Detail>();
        var tree = new ConditionReader(scope, errors, this).ReadGroup(definition.Conditions, "", 1);
        open.Remove(segmentId);
        if (tree is not null && errors.Count == 0)
        {
            return (new SegmentCondition(segmentId, definition.Name, tree), null);
        }

        return errors.Exists(error => error.Key == Cycle)
            ? Fail(Cycle, segmentId)
            : Fail("Conditions.SegmentBroken", definition.Name);
    }

    private static (SegmentCondition? Segment, Detail? Error) Fail(string key, params object?[] args) =>
        (null, new Detail("", key, args));
}
