using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Trash;

/// <summary>Something that hangs on records and goes with them when they are deleted for good.</summary>
public interface IRecordAttachment
{
    /// <summary>Text key that says how many there are; {0} is the number.</summary>
    string CountKey { get; }

    /// <summary>How many hang on these records.</summary>
    Task<long> CountAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct);

    /// <summary>Removes what hangs on these records, inside the write that removes them.</summary>
    Task PurgeAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct);
}
