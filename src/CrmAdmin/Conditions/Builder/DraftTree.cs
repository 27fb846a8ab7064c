using System.Collections.Immutable;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Finding and changing parts of an immutable draft tree.</summary>
internal static class DraftTree
{
    /// <summary>The part with that id; null where there is none.</summary>
    public static Draft? Find(this DraftGroup root, int id) => root.Everything().FirstOrDefault(draft => draft.Id == id);

    /// <summary>The group that a part stands in; null for the root and for what is not there.</summary>
    public static DraftGroup? ParentOf(this DraftGroup root, int id) =>
        root.Everything().OfType<DraftGroup>().FirstOrDefault(group => group.Children.Exists(child => child.Id == id));

    /// <summary>The level of a group or of the group that a condition stands in; the root's is 1.</summary>
    public static int LevelOf(this DraftGroup root, int id)
    {
        var level = root.Find(id) is DraftGroup ? 1 : 0;
        for (var parent = root.ParentOf(id); parent is not null; parent = root.ParentOf(parent.Id))
        {
            level++;
        }

        return level;
    }

    /// <summary>Conditions in all.</summary>
    public static int ConditionCount(this DraftGroup root) => root.Everything().Count(draft => draft is DraftCondition);

    /// <summary>The tree with one part replaced by any number of others.</summary>
    public static DraftGroup Replace(this DraftGroup group, int id, params Draft[] by)
    {
        if (group.Id == id)
        {
            return (DraftGroup)by[0];
        }

        var children = group.Children.SelectMany(child =>
            child.Id == id ? by : [child is DraftGroup inner ? inner.Replace(id, by) : child]).ToImmutableList();
        return children.SequenceEqual(group.Children, ReferenceEqualityComparer.Instance)
            ? group
            : group with { Children = children, MeansEverything = false };
    }

    /// <summary>The tree with a part put into a group at a place.</summary>
    public static DraftGroup Insert(this DraftGroup root, int groupId, int index, Draft draft)
    {
        var group = (DraftGroup)root.Find(groupId)!;
        var at = Math.Clamp(index, 0, group.Children.Count);
        return root.Replace(groupId, group with { Children = group.Children.Insert(at, draft), MeansEverything = false });
    }

    /// <summary>The tree without a part.</summary>
    public static DraftGroup Without(this DraftGroup root, int id) => root.Replace(id);
}
