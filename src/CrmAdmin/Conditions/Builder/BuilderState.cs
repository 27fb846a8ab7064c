using System.Collections.Immutable;
using System.Text.Json;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Which part of a condition or group the cursor is to be put into.</summary>
public enum BuilderPart
{
    /// <summary>The field of a condition.</summary>
    Field,

    /// <summary>The operator of a condition.</summary>
    Operator,

    /// <summary>The value of a condition.</summary>
    Value,

    /// <summary>The handle that moves it.</summary>
    Handle,

    /// <summary>The button that adds a condition to a group.</summary>
    Add,
}

/// <summary>
/// A condition tree while a person builds it: every act, the limits, undo and redo, and where the cursor goes. Knows
/// nothing of rendering.
/// </summary>
public sealed partial class BuilderState
{
    private const int MostSteps = 200;
    private readonly DraftJson json;
    private readonly List<DraftGroup> undone = [];
    private readonly List<DraftGroup> done = [];
    private string? typingAt;

    /// <summary>A builder over an entity's fields, with the tree that a condition group says.</summary>
    /// <param name="fields">The fields there are.</param>
    /// <param name="group">The group to begin with; null for none.</param>
    public BuilderState(BuilderFields fields, JsonElement? group)
    {
        json = new DraftJson(fields);
        Root = json.Read(group);
        Written = json.Write(Root);
    }

    /// <summary>The fields there are.</summary>
    public BuilderFields Fields => json.Fields;

    /// <summary>The tree as it is now.</summary>
    public DraftGroup Root { get; private set; }

    /// <summary>What of it is finished, as a condition group.</summary>
    internal WrittenDraft Written { get; private set; }

    /// <summary>Whether there is something to take back.</summary>
    public bool CanUndo => done.Count > 0;

    /// <summary>Whether something taken back can be done again.</summary>
    public bool CanRedo => undone.Count > 0;

    /// <summary>Where the cursor goes after the last act; null where it stays.</summary>
    public (int Id, BuilderPart Part)? Focus { get; private set; }

    /// <summary>The tree as JSON for people: indented, properties by key.</summary>
    public string Pretty() => json.Write(Root, readable: true).Pretty;

    /// <summary>The tree as one line of JSON for people.</summary>
    public string? Compact() => json.Write(Root, readable: true).Text;

    /// <summary>Whether a condition has all it needs to be sent.</summary>
    public bool IsComplete(DraftCondition condition) => json.IsComplete(condition);

    /// <summary>Goes on with other fields, such as one more segment to pick; the tree stays as it is.</summary>
    public void Offer(BuilderFields fields)
    {
        json.Fields = fields;
        Written = json.Write(Root);
    }

    /// <summary>Adds an unfinished condition at a group's end.</summary>
    public void AddCondition(int groupId)
    {
        if (Root.Find(groupId) is DraftGroup group && HasRoom(group))
        {
            var condition = new DraftCondition(json.NextId());
            Commit(Root.Insert(groupId, group.Children.Count, condition), (condition.Id, BuilderPart.Field));
        }
    }

    /// <summary>Adds a group with one unfinished condition at a group's end; it joins the other way.</summary>
    public void AddGroup(int groupId)
    {
        if (Root.Find(groupId) is DraftGroup group && HasRoomForGroup(group))
        {
            var condition = new DraftCondition(json.NextId());
            var inner = new DraftGroup(json.NextId(), Other(group.Operator), [condition]);
            Commit(Root.Insert(groupId, group.Children.Count, inner), (condition.Id, BuilderPart.Field));
        }
    }

    /// <summary>Joins a group's children by AND or OR.</summary>
    public void SetGroupOperator(int groupId, GroupOperator joint)
    {
        if (Root.Find(groupId) is DraftGroup group && group.Operator != joint)
        {
            Commit(Root.Replace(groupId, group with { Operator = joint }), null);
        }
    }

    /// <summary>Chooses a condition's field. The operator stays where the field has it, the value where it fits.</summary>
    public void SetField(int id, string path)
    {
        if (Root.Find(id) is DraftCondition condition && Fields.Find(path) is { } field)
        {
            var before = condition.Operator is null ? null : Operators.Find(condition.Operator);
            var row = before is not null && field.Operators.Contains(before) ? before : field.FirstOperator;
            var values = DraftValues.Carry(Fields.Find(condition.Field), field, before, row, condition.Values);
            Commit(
                Root.Replace(id, new DraftCondition(id, field.Path, row.Key, values)),
                (id, row.Shape == ValueShape.None ? BuilderPart.Operator : BuilderPart.Value));
        }
    }

    /// <summary>Chooses a condition's operator; the value stays where it fits.</summary>
    public void SetOperator(int id, string key)
    {
        if (Root.Find(id) is DraftCondition condition && Fields.Find(condition.Field) is { } field
            && field.Operators.FirstOrDefault(row => row.Key == key) is { } row)
        {
            var before = condition.Operator is null ? null : Operators.Find(condition.Operator);
            var values = DraftValues.Carry(field, field, before, row, condition.Values);
            Commit(Root.Replace(id, new DraftCondition(id, field.Path, row.Key, values)), null);
        }
    }

    /// <summary>Sets a condition's values. Typing on at one condition is one step of undo.</summary>
    public void SetValues(int id, params IEnumerable<string> values)
    {
        if (Root.Find(id) is DraftCondition condition)
        {
            var typed = values.ToImmutableList();
            if (!typed.SequenceEqual(condition.Values))
            {
                Commit(Root.Replace(id, condition with { Values = typed, Original = null }), null, typingAt: $"value {id}");
            }
        }
    }

    /// <summary>Sets one of a condition's values.</summary>
    public void SetValue(int id, int index, string value)
    {
        if (Root.Find(id) is DraftCondition condition)
        {
            var values = condition.Values;
            while (values.Count <= index)
            {
                values = values.Add("");
            }

            SetValues(id, values.SetItem(index, value));
        }
    }

    /// <summary>Takes a part away; the root is emptied.</summary>
    public void Remove(int id)
    {
        if (id == Root.Id)
        {
            Clear();
        }
        else if (Root.ParentOf(id) is { } parent)
        {
            var index = parent.Children.FindIndex(child => child.Id == id);
            var next = parent.Children.ElementAtOrDefault(index + 1) ?? parent.Children.ElementAtOrDefault(index - 1);
            Commit(Root.Without(id), next is null ? (parent.Id, BuilderPart.Add) : (next.Id, BuilderPart.Handle));
        }
    }

    /// <summary>Takes everything away.</summary>
    public void Clear()
    {
        if (Root.Children.Count > 0)
        {
            Commit(Root with { Children = [] }, (Root.Id, BuilderPart.Add));
        }
    }

    /// <summary>Replaces the whole tree, as one step.</summary>
    public void Load(JsonElement? group)
    {
        var read = json.Read(group);
        Commit(read with { Id = Root.Id }, null);
    }

    /// <summary>Takes the last step back.</summary>
    public void Undo() => Step(done, undone);

    /// <summary>Takes the last step taken back again.</summary>
    public void Redo() => Step(undone, done);

    private static GroupOperator Other(GroupOperator joint) => joint == GroupOperator.And ? GroupOperator.Or : GroupOperator.And;

    private void Step(List<DraftGroup> from, List<DraftGroup> to)
    {
        if (from.Count > 0)
        {
            to.Add(Root);
            Show(from[^1], null);
            from.RemoveAt(from.Count - 1);
            typingAt = null;
        }
    }

    private void Commit(DraftGroup root, (int Id, BuilderPart Part)? focus, string? typingAt = null)
    {
        if (typingAt is null || typingAt != this.typingAt)
        {
            done.Add(Root);
        }

        if (done.Count > MostSteps)
        {
            done.RemoveAt(0);
        }

        undone.Clear();
        this.typingAt = typingAt;
        Show(root, focus);
    }

    private void Show(DraftGroup root, (int Id, BuilderPart Part)? focus)
    {
        Root = root;
        Focus = focus;
        Written = json.Write(root);
    }
}
