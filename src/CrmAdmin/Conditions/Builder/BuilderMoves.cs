using CrmAdmin.Http;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Where there is room, and everything that brings parts of the tree elsewhere.</summary>
public sealed partial class BuilderState
{
    /// <summary>The level of a group; the root's is 1.</summary>
    public int LevelOf(int id) => Root.LevelOf(id);

    /// <summary>Whether another child fits into a group.</summary>
    public bool HasRoom(DraftGroup group) => group.Children.Count < Limits.GroupChildren && Root.ConditionCount() < Limits.TreeConditions;

    /// <summary>Whether a group fits into a group.</summary>
    public bool HasRoomForGroup(DraftGroup group) => HasRoom(group) && Root.LevelOf(group.Id) < Limits.GroupLevels;

    /// <summary>Puts a copy right behind a part.</summary>
    public void Duplicate(int id)
    {
        if (Root.ParentOf(id) is { } parent && Root.Find(id) is { } draft
            && HasRoom(parent) && Root.ConditionCount() + Conditions(draft) <= Limits.TreeConditions)
        {
            var copy = Copy(draft);
            Commit(Root.Insert(parent.Id, parent.Children.IndexOf(draft) + 1, copy), (copy.Id, BuilderPart.Handle));
        }
    }

    /// <summary>Puts a group of its own round a part; it joins the other way than what it stands in.</summary>
    public void Wrap(int id)
    {
        if (Root.ParentOf(id) is { } parent && Root.Find(id) is { } draft && CanWrap(draft))
        {
            Commit(Root.Replace(id, new DraftGroup(json.NextId(), Other(parent.Operator), [draft])), (id, BuilderPart.Handle));
        }
    }

    /// <summary>Whether a group of its own round a part keeps the limit of levels.</summary>
    public bool CanWrap(Draft draft) => Root.LevelOf(draft.Id) + 1 + (draft is DraftGroup group ? group.Levels - 1 : 0) <= Limits.GroupLevels;

    /// <summary>Takes a group away and leaves its children in its place.</summary>
    public void Unwrap(int id)
    {
        if (Root.Find(id) is DraftGroup group && CanUnwrap(group))
        {
            Commit(Root.Replace(id, [.. group.Children]), group.Children.IsEmpty ? null : (group.Children[0].Id, BuilderPart.Handle));
        }
    }

    /// <summary>Whether a group's children have room in what it stands in.</summary>
    public bool CanUnwrap(DraftGroup group) =>
        Root.ParentOf(group.Id) is { } parent && parent.Children.Count - 1 + group.Children.Count <= Limits.GroupChildren;

    /// <summary>Brings a part into a group, before the child that has the index now. False where a limit forbids it.</summary>
    public bool Move(int id, int groupId, int index)
    {
        if (Root.Find(id) is not { } draft || Root.ParentOf(id) is not { } from || Root.Find(groupId) is not DraftGroup to
            || (draft is DraftGroup moved && moved.Everything().Any(part => part.Id == groupId)))
        {
            return false;
        }

        var old = from.Children.IndexOf(draft);
        if (from.Id == to.Id)
        {
            index -= old < index ? 1 : 0;
            if (index == old)
            {
                return false;
            }
        }
        else if (to.Children.Count >= Limits.GroupChildren
            || Root.LevelOf(to.Id) + (draft is DraftGroup group ? group.Levels : 0) > Limits.GroupLevels)
        {
            return false;
        }

        Commit(Root.Without(id).Insert(groupId, index, draft), (id, BuilderPart.Handle));
        return true;
    }

    /// <summary>One place up; out of its group where it stands first.</summary>
    public bool MoveUp(int id) => Root.ParentOf(id) is { } parent && (IndexIn(parent, id) is var at and > 0
        ? Move(id, parent.Id, at - 1)
        : Leave(parent, id, after: false));

    /// <summary>One place down; out of its group where it stands last.</summary>
    public bool MoveDown(int id) => Root.ParentOf(id) is { } parent && (IndexIn(parent, id) is var at && at < parent.Children.Count - 1
        ? Move(id, parent.Id, at + 2)
        : Leave(parent, id, after: true));

    /// <summary>Out of its group, behind it.</summary>
    public bool MoveOut(int id) => Root.ParentOf(id) is { } parent && Leave(parent, id, after: true);

    /// <summary>Into the group right above it, else into the one right below.</summary>
    public bool MoveIn(int id)
    {
        if (Root.ParentOf(id) is not { } parent)
        {
            return false;
        }

        var at = IndexIn(parent, id);
        return parent.Children.ElementAtOrDefault(at - 1) is DraftGroup above ? Move(id, above.Id, above.Children.Count)
            : parent.Children.ElementAtOrDefault(at + 1) is DraftGroup below && Move(id, below.Id, 0);
    }

    private static int IndexIn(DraftGroup parent, int id) => parent.Children.FindIndex(child => child.Id == id);

    private static int Conditions(Draft draft) => draft is DraftGroup group ? group.ConditionCount() : 1;

    private bool Leave(DraftGroup parent, int id, bool after) =>
        Root.ParentOf(parent.Id) is { } outer && Move(id, outer.Id, IndexIn(outer, parent.Id) + (after ? 1 : 0));

    private Draft Copy(Draft draft) => draft is DraftGroup group
        ? group with { Id = json.NextId(), Children = group.Children.ConvertAll(Copy) }
        : draft with { Id = json.NextId() };
}
