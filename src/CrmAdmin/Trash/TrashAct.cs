using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Trash;

/// <summary>One delete or restore: what was asked, each id once, and what becomes of it.</summary>
internal sealed class TrashAct(Dictionary<string, RecordPlace> places, IReadOnlyList<string> recordIds)
{
    private readonly List<BulkItem> items = [];
    private readonly List<(string RecordId, RecordPlace Place)> done = [];

    /// <summary>The outcome of each id, in the order asked.</summary>
    public IReadOnlyList<BulkItem> Items => items;

    /// <summary>Those to be carried out.</summary>
    public IReadOnlyList<(string RecordId, RecordPlace Place)> Done => done;

    /// <summary>Decides each id by where it stands; one that is nowhere is not found.</summary>
    public void Decide(Func<string, RecordPlace, BulkItem> decide)
    {
        foreach (var recordId in recordIds.Distinct(StringComparer.Ordinal))
        {
            if (!places.TryGetValue(recordId, out var place))
            {
                items.Add(BulkItem.Refused(recordId, nameof(ErrorCode.ResourceNotFound), "Http.ResourceNotFound", recordId));
                continue;
            }

            var item = decide(recordId, place);
            items.Add(item);
            if (item.ResultCode == BulkItem.Success)
            {
                done.Add((recordId, place));
            }
        }
    }
}
