using System.Threading.Channels;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Files;

/// <summary>
/// Removes the files that no record has held for <see cref="Limits.FileUnheld"/>, uploads that broke off among them, and
/// the bytes of those that went with their records: at each interval of the trash, and soon after a purge.
/// </summary>
internal sealed partial class FileCollector(
    Store store, FileFolder folder, AuditLog audit, TrashOptions options, TimeProvider time, SteadyTime steady, ILogger<FileCollector> log)
    : BackgroundService
{
    private static readonly Caller Collector = Caller.System("file.collector");

    /// <summary>Lets the transaction commit that woke the collector, and several purges in a row be one round.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has a round begin soon.</summary>
    public void Wake() => wakes.Writer.TryWrite(true);

    /// <summary>One round. Gives how many files it removed.</summary>
    public async Task<int> CollectAsync(CancellationToken ct)
    {
        await store.WriteAsync(db => EndUsesOfRemovedPropertiesAsync(db, ct), ct);
        int chunk, removed = 0;
        while (await store.WriteAsync(db => CondemnAsync(db, ct), ct) == Limits.BulkItems)
        {
        }

        do
        {
            chunk = await RemoveAsync(ct);
            removed += chunk;
        }
        while (chunk == Limits.BulkItems);
        return removed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                LogRound(await CollectAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e);
            }

            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var interval = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = time.CreateTimer(_ => interval.Cancel(), null, options.GcInterval, Timeout.InfiniteTimeSpan);
        try
        {
            await wakes.Reader.ReadAsync(interval.Token);
            await Task.Delay(Pause, time, ct);
        }
        catch (OperationCanceledException)
        {
            // The interval is over, or the program ends.
        }
    }

    private async Task EndUsesOfRemovedPropertiesAsync(CrmDb db, CancellationToken ct)
    {
        var uses = db.Set<FileUseRow>().Where(u => db.Set<PropertyRow>().Any(p => p.Number == u.PropertyNumber && p.RemovedAt != null));
        await FileUses.EndAsync(db, uses, time.GetUtcNow().UtcDateTime, ct);
    }

    /// <summary>Marks the files whose time is over. From here on they are gone for callers.</summary>
    private async Task<int> CondemnAsync(CrmDb db, CancellationToken ct)
    {
        var before = steady.UtcNow() - Limits.FileUnheld;
        var over = await db.Set<FileRow>()
            .Where(f => f.UnheldSince <= before && f.State != FileState.Leaving && !db.Set<FileUseRow>().Any(u => u.FileId == f.FileId))
            .OrderBy(f => f.UnheldSince).Select(f => f.FileId).Take(Limits.BulkItems).ToArrayAsync(ct);
        await db.Set<FileRow>()
            .Where(f => EF.Parameter(over).Contains(f.FileId) && f.UnheldSince <= before)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FileState.Leaving), ct);
        return over.Length;
    }

    /// <summary>The bytes go first: a crash between the two leaves a row, and the next round takes it.</summary>
    private async Task<int> RemoveAsync(CancellationToken ct)
    {
        var leaving = await store.WriteAsync(
            db => db.Set<FileRow>().Where(f => f.UnheldSince != null && f.State == FileState.Leaving).Select(f => f.FileId).Take(Limits.BulkItems).ToArrayAsync(ct), ct);
        foreach (var fileId in leaving)
        {
            folder.Remove(fileId);
        }

        if (leaving.Length > 0)
        {
            await store.WriteAsync(
                async db =>
                {
                    await db.Set<FileRow>().Where(f => EF.Parameter(leaving).Contains(f.FileId)).ExecuteDeleteAsync(ct);
                    await audit.AppendAsync(db, Collector, [.. leaving.Select(fileId => new AuditEntry("file.purge", Changes: [new("fileId", fileId, null)]))], ct);
                },
                ct);
        }

        return leaving.Length;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Files collected: {Removed} removed")]
    private partial void LogRound(int removed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Files could not be collected; the next round tries again")]
    private partial void LogFailure(Exception exception);
}
