using CrmAdmin.Access;

namespace CrmAdmin.Records;

/// <summary>What differs between two states of a record.</summary>
public static class RecordChanges
{
    /// <summary>Each field that differs, with its value before and after.</summary>
    public static IReadOnlyList<AuditChange> Between(Record before, Record after)
    {
        var changes = new List<AuditChange>();
        Add(changes, "name", before.Name, after.Name);
        Add(changes, "ownerId", before.OwnerId, after.OwnerId);
        if (!before.Tags.SequenceEqual(after.Tags, StringComparer.Ordinal))
        {
            changes.Add(new AuditChange("tags", before.Tags, after.Tags));
        }

        if (!ReferenceEquals(before.Data, after.Data))
        {
            foreach (var propertyId in before.Data.Keys.Union(after.Data.Keys))
            {
                Add(changes, "data." + propertyId, before.Data.GetValueOrDefault(propertyId), after.Data.GetValueOrDefault(propertyId));
            }
        }

        return changes;
    }

    private static void Add(List<AuditChange> changes, string field, object? from, object? to)
    {
        var same = from is string[] a && to is string[] b ? a.SequenceEqual(b, StringComparer.Ordinal) : Equals(from, to);
        if (!same)
        {
            changes.Add(new AuditChange(field, from, to));
        }
    }
}
