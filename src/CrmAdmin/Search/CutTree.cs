using CrmAdmin.Conditions;

namespace CrmAdmin.Search;

/// <summary>
/// A tree cut in two by fields. Trees only join by AND and OR, so that one from which what other fields ask for is left out, as if
/// it were never fulfilled, holds for fewer records, and each of the others fulfils something of what was left out.
/// </summary>
/// <param name="Within">What asks for these fields alone.</param>
/// <param name="Beside">What was left out, joined by OR.</param>
internal sealed record CutTree(Group Within, Group Beside)
{
    /// <summary>Cuts a tree; null where these fields decide all of it or nothing.</summary>
    public static CutTree? Of(Group tree, Func<Field, bool> isWithin)
    {
        var beside = new List<Node>();
        return Keep(tree, isWithin, beside) is { } within && beside.Count > 0
            ? new CutTree(new Group(GroupOperator.And, [within]), new Group(GroupOperator.Or, beside))
            : null;
    }

    /// <summary>What stays of a node; null where nothing does, and then it stands beside as a whole.</summary>
    private static Node? Keep(Node node, Func<Field, bool> isWithin, List<Node> beside)
    {
        switch (node)
        {
            case { MatchesAll: true }:
            case Condition condition when isWithin(condition.Field):
                return node;
            case SegmentCondition segment:
                return Keep(segment.Resolved, isWithin, beside);
            case Group group:
                var before = beside.Count;
                var kept = group.Children.Select(child => Keep(child, isWithin, beside)).OfType<Node>().ToList();
                if (kept.Count == group.Children.Count || (kept.Count > 0 && group.Operator == GroupOperator.Or))
                {
                    return new Group(group.Operator, kept);
                }

                beside.RemoveRange(before, beside.Count - before);
                break;
        }

        beside.Add(node);
        return null;
    }
}
