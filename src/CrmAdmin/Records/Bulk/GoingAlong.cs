using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Trash;

namespace CrmAdmin.Records.Bulk;

/// <summary>Counts what goes with the records that an order would delete for good, however many they are.</summary>
internal sealed class GoingAlong(BulkSources sources, TrashAttachments attachments, TimeProvider clock)
{
    // Nobody waits longer for a question; what is counted by then is the least that goes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What hangs on the records, kind by kind, and whether it was counted to the end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="schema">The records' entity.</param>
    /// <param name="source">Which records are meant.</param>
    /// <param name="ct">Stops the counting.</param>
    public async Task<(IReadOnlyList<AttachedCount> Counts, bool IsWhole)> CountAsync(Caller caller, EntitySchema schema, BulkSource source, CancellationToken ct)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var begun = clock.GetTimestamp();
        string? after = null;
        do
        {
            var step = await sources.ReadAsync(caller, source, after, ct);
            foreach (var attached in step.RecordIds.Count == 0 ? [] : await attachments.CountAsync(caller, schema, step.RecordIds, ct))
            {
                counts[attached.TextKey] = counts.GetValueOrDefault(attached.TextKey) + attached.Count;
            }

            after = step.After;
        }
        while (after is not null && clock.GetElapsedTime(begun) < Patience);
        return ([.. counts.Select(count => new AttachedCount(count.Key, count.Value))], after is null);
    }
}
