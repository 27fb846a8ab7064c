using CrmAdmin.Storage;

namespace CrmAdmin.Conditions;

/// <summary>Writes a checked tree as the text of a WHERE clause.</summary>
public static class ConditionSql
{
    /// <summary>
    /// Writes a tree, or any part of one, as one expression that can stand between AND and OR. Whatever matches every
    /// record is left out or written as a constant.
    /// </summary>
    /// <param name="sql">Where it is written.</param>
    /// <param name="node">The tree.</param>
    /// <param name="dialect">The engine's ways.</param>
    /// <param name="clock">What relative and bare dates are read by.</param>
    /// <param name="steered">Bars the indexes of all columns, so that the sort's own index is walked.</param>
    public static void Write(SqlText sql, Node node, SqlDialect dialect, ConditionClock clock, bool steered = false) =>
        new Writer(sql, dialect, clock, steered).Write(node);

    private sealed class Writer(SqlText sql, SqlDialect dialect, ConditionClock clock, bool steered)
    {
        public void Write(Node node)
        {
            if (node.MatchesAll)
            {
                sql.Add(SqlText.True);
                return;
            }

            switch (node)
            {
                case Condition condition:
                    condition.Operator.Sql(new TermSql(sql, dialect, condition, clock, steered));
                    break;
                case SegmentCondition segment:
                    Write(segment.Resolved);
                    break;
                case Group group:
                    WriteGroup(group);
                    break;
            }
        }

        /// <summary>What matches everything can only stand in an AND here, where it changes nothing.</summary>
        private void WriteGroup(Group group)
        {
            var joint = group.Operator == GroupOperator.And ? " AND " : " OR ";
            var first = true;
            sql.Add("(");
            foreach (var child in group.Children.Where(child => !child.MatchesAll))
            {
                sql.Add(first ? "" : joint);
                Write(child);
                first = false;
            }

            sql.Add(")");
        }
    }
}
