using CrmAdmin.Storage;

namespace CrmAdmin.Entities;

/// <summary>Something that an entity has besides its records and goes with it when it is removed.</summary>
public interface IEntityAttachment
{
    /// <summary>Removes what hangs on an entity without records, inside the write that removes it.</summary>
    Task RemoveAsync(CrmDb db, string entityId, CancellationToken ct);
}
