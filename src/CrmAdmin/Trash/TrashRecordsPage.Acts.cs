using System.Globalization;
using CrmAdmin.Http;
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

    /// <summary>What goes with the records. Of everything that matches no ids are known, so it is said without numbers.</summary>
    private async Task<IReadOnlyList<string>> TouchedAsync()
    {
        if (selection.IsEverything || selection.Marked.Count > Limits.BulkItems)
        {
            return [T["Trash.GoesWithMany"]];
        }

        var counts = await Attachments.CountAsync(caller, schema!, [.. selection.Marked], leaving.Token);
        return [.. counts.Where(count => count.Count > 0).Select(count => T[count.TextKey, Formats.Number(count.Count)])];
    }

    private async Task StartAsync(BulkAct act, long total)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var asked = await callers.GetAsync(leaving.Token);
        var source = ChosenRecords.Trashed(query.Selection(schema!.EntityId), selection, now);
        await Runs.StartAsync(asked, new BulkOrder(act, schema.EntityId, total), source, CancellationToken.None);
        picks.Clear();
    }
}
