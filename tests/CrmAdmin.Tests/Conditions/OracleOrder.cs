using CrmAdmin.Entities;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Orders records as the contract says: empty last in both directions, ties by recordId in the last direction.</summary>
public static class OracleOrder
{
    /// <summary>The records in the order of «sortFields»; none is «-dateCreated».</summary>
    public static IReadOnlyList<SampleRecord> Sorted(
        IEnumerable<SampleRecord> records, EntitySchema schema, IReadOnlyList<string> sortFields)
    {
        var fields = sortFields.Count == 0 ? ["-dateCreated"] : sortFields;
        var sorted = records.ToList();
        sorted.Sort((left, right) => Compare(left, right, schema, fields));
        return sorted;
    }

    private static int Compare(SampleRecord left, SampleRecord right, EntitySchema schema, IReadOnlyList<string> fields)
    {
        foreach (var field in fields)
        {
            var order = CompareField(left, right, schema, field);
            if (order != 0)
            {
                return order;
            }
        }

        var ids = OracleText.Compare(left.RecordId, right.RecordId);
        return fields[^1][0] == '-' ? -ids : ids;
    }

    private static int CompareField(SampleRecord left, SampleRecord right, EntitySchema schema, string field)
    {
        var descending = field[0] == '-';
        var path = descending ? field[1..] : field;
        object? a = left.Value(schema, path), b = right.Value(schema, path);
        if (a is null || b is null)
        {
            return (a is null ? 1 : 0) - (b is null ? 1 : 0);
        }

        var order = (a, b) switch
        {
            (string x, string y) when path == "recordId" => OracleText.Compare(x, y),
            (string x, string y) => OracleText.Compare(OracleText.Fold(x), OracleText.Fold(y)),
            _ => ((IComparable)a).CompareTo(b),
        };
        return descending ? -order : order;
    }
}
