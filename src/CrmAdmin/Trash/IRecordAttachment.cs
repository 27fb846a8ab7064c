using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Trash;

/// <summary>Something that hangs on records and goes with them when they are deleted for good.</summary>
public interface IRecordAttachment
{
    /// <summary>Removes what hangs on these records, inside the write that removes them.</summary>
    Task PurgeAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct);
}
