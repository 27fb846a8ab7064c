using CrmAdmin.Entities;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Segments;

/// <summary>The segments of an entity go with it.</summary>
internal sealed class SegmentAttachment : IEntityAttachment
{
    public Task RemoveAsync(CrmDb db, string entityId, CancellationToken ct) =>
        db.Set<SegmentRow>().Where(s => s.EntityId == entityId).ExecuteDeleteAsync(ct);
}
