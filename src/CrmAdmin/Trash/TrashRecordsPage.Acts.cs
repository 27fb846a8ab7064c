using System.Globalization;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Shell;

namespace CrmAdmin.Trash;

/// <summary>What a person does with what is in the trash.</summary>
public sealed partial class TrashRecordsPage
{
    private Task RestoreAsync() => toasts.TryAsync(T, async () => await StartAsync(BulkAct.Restore, await selection.CountAsync(listing)));

    /// <summary>For good: the number has to be typed.</summary>
    private Task PurgeAsync() => toasts.TryAsync(T, async () =>
    {
        var total = await selection.CountAsync(listing);
        var question = new Confirmation(
            T["Trash.PurgeTitle", schema!.Name, Formats.Number(total)],
            T["Trash.PurgeText"],
            T["Trash.Purge"],
            IsDanger: true,
            await TouchedAsync(),
            Typed: total.ToString(CultureInfo.InvariantCulture));
        if (total > 0 && await confirm.AskAsync(question))
        {
            await StartAsync(BulkAct.Purge, total);
        }
    });

    /// <summary>What goes with the records; where there is too much to count, as much as was counted.</summary>
    private async Task<IReadOnlyList<string>> TouchedAsync()
    {
        var source = Source();
        var (counts, isWhole) = await Task.Run(() => Going.CountAsync(caller, schema!, source, Leaving.Token), Leaving.Token);
        var told = counts.Where(count => count.Count > 0).Select(count => T[count.TextKey, Formats.Count(count.Count, !isWhole)]);
        return isWhole ? [.. told] : [T["Trash.GoesWithMany"], .. told];
    }

    private BulkSource Source() => ChosenRecords.Trashed(query.Selection(schema!.EntityId), selection, time.GetUtcNow().UtcDateTime);

    private async Task StartAsync(BulkAct act, long total)
    {
        var asked = await callers.GetAsync(Leaving.Token);
        await Runs.StartAsync(asked, new BulkOrder(act, schema!.EntityId, total), Source(), CancellationToken.None);
        picks.Clear();
    }
}
