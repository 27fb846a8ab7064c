using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;

namespace CrmAdmin.Search;

/// <summary>A record held against conditions.</summary>
/// <param name="Schema">Its entity.</param>
/// <param name="Record">The record as the caller may see it.</param>
/// <param name="Tree">The conditions, checked.</param>
/// <param name="Scope">What they were checked against.</param>
/// <param name="Clock">The moment that relative dates were counted from.</param>
/// <param name="Matching">The conditions that the record fulfils, told by reference.</param>
public sealed record HeldRecord(EntitySchema Schema, Record Record, Group Tree, ConditionScope Scope, ConditionClock Clock, IReadOnlySet<Condition> Matching)
{
    /// <summary>Whether the record fulfils a part of the tree.</summary>
    public bool Matches(Node node) => node switch
    {
        Condition condition => Matching.Contains(condition),
        SegmentCondition segment => Matches(segment.Resolved),
        Group { Children.Count: 0 } => true,
        Group { Operator: GroupOperator.And } all => all.Children.All(Matches),
        _ => ((Group)node).Children.Any(Matches),
    };

    /// <summary>The conditions that keep the record out: those of groups that fail, as far down as they decide.</summary>
    public IEnumerable<Node> Failing(Node node) => Matches(node) ? [] : node is Group group ? group.Children.SelectMany(Failing) : [node];
}
