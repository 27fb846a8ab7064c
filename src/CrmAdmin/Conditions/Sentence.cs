using System.Globalization;
using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Conditions;

/// <summary>
/// Says a condition tree in one sentence, Korean or English: «등급이 VIP 또는 GOLD이고, 이름에 '홍'이 들어가는 고객». The outer
/// group is parted by commas, an inner one by none, and whatever lies deeper stands in parentheses.
/// </summary>
public sealed class Sentence
{
    private readonly CultureInfo culture;
    private readonly SpokenCondition conditions;

    private Sentence(CultureInfo culture, ConditionClock clock, IReadOnlyDictionary<string, string>? people)
    {
        this.culture = culture;
        conditions = new SpokenCondition(culture, clock, people);
    }

    /// <summary>The whole condition as one sentence.</summary>
    /// <param name="tree">The condition.</param>
    /// <param name="schema">The entity, whose name ends the sentence.</param>
    /// <param name="culture">Korean or English.</param>
    /// <param name="clock">The zone instants are shown in.</param>
    /// <param name="people">Owners' names by their ids; an id that is not among them is said itself.</param>
    public static string Of(
        Group tree, EntitySchema schema, CultureInfo culture, ConditionClock clock, IReadOnlyDictionary<string, string>? people = null) => IsSilent(tree)
        ? Texts.Get("Conditions.SentenceAll", culture, schema.Name)
        : Texts.Get("Conditions.Sentence", culture, new Sentence(culture, clock, people).Say(tree, Form.End, 0), schema.Name);

    private string Say(Node node, Form form, int depth) => node switch
    {
        Condition condition => conditions.Say(condition, form),
        SegmentCondition segment => conditions.Say(segment, form),
        _ => Say((Group)node, form, depth),
    };

    /// <summary>The last part takes the form that the whole group has in what surrounds it.</summary>
    private string Say(Group group, Form form, int depth)
    {
        var parts = Parts(group, group.Operator).ToList();
        if (parts.Count == 1)
        {
            return Say(parts[0], form, depth);
        }

        var joining = group.Operator == GroupOperator.And ? Form.And : Form.Or;
        var said = parts.Select((part, index) => Say(part, index == parts.Count - 1 ? form : joining, depth + 1));
        var separator = Separator(joining, depth == 0 && parts.Exists(part => part is Group));
        var text = string.Join(separator, said);
        return depth > 1 ? $"({text})" : text;
    }

    private string Separator(Form joining, bool comma) =>
        (comma ? "," : "") + Texts.Get(joining == Form.And ? "Conditions.JoinAnd" : "Conditions.JoinOr", culture);

    /// <summary>What there is to say of a group: without what matches everything, and without walls between like groups.</summary>
    private static IEnumerable<Node> Parts(Group group, GroupOperator joint)
    {
        foreach (var child in group.Children.Where(child => !IsSilent(child)))
        {
            var inner = child as Group;
            if (inner is null || (inner.Operator != joint && Parts(inner, inner.Operator).Skip(1).Any()))
            {
                yield return child;
                continue;
            }

            foreach (var part in Parts(inner, joint))
            {
                yield return part;
            }
        }
    }

    /// <summary>A group that restricts nothing. A segment is always said, whatever is in it.</summary>
    private static bool IsSilent(Node node) => node is Group group && (group.Children.Count == 0
        || (group.Operator == GroupOperator.And ? group.Children.All(IsSilent) : group.Children.Any(IsSilent)));
}

/// <summary>How a clause ends: before «and», before «or», or before the noun. English knows no difference.</summary>
internal enum Form
{
    And,
    Or,
    End,
}
