using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Trash;

/// <summary>How many things of one kind hang on some records.</summary>
/// <param name="TextKey">Says so; {0} is the number.</param>
/// <param name="Count">How many.</param>
public sealed record AttachedCount(string TextKey, long Count);

/// <summary>Says what would go with records that are deleted for good.</summary>
public sealed class TrashAttachments(Store store, IEnumerable<IRecordAttachment> attachments)
{
    /// <summary>What hangs on up to 1,000 records, kind by kind.</summary>
    public async Task<IReadOnlyList<AttachedCount>> CountAsync(Caller caller, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return await store.ReadAsync<IReadOnlyList<AttachedCount>>(
            async db =>
            {
                var counts = new List<AttachedCount>();
                foreach (var attachment in attachments)
                {
                    counts.Add(new AttachedCount(attachment.CountKey, await attachment.CountAsync(db, schema, recordIds, ct)));
                }

                return counts;
            },
            ct);
    }
}
