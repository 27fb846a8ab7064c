using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;

namespace CrmAdmin.Trash;

/// <summary>Removes for good, at each interval, the records whose days in the trash are over.</summary>
public sealed partial class TrashCollector(
    Store store, EntityCatalog catalog, TrashService trash, RemovedProperties properties, AuditLog audit, TrashOptions options, TimeProvider time,
    SteadyTime steady, ILogger<TrashCollector> log)
    : BackgroundService
{
    private static readonly Caller Collector = Caller.System("trash.collector");

    /// <summary>One round over all entities. Gives how many records it removed.</summary>
    public async Task<int> CollectAsync(CancellationToken ct)
    {
        var removed = 0;
        foreach (var schema in await catalog.AllAsync(ct))
        {
            int chunk;
            do
            {
                chunk = await store.WriteAsync(db => CollectAsync(db, schema, ct), ct);
                removed += chunk;
            }
            while (chunk == Limits.BulkItems);
        }

        return removed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.GcInterval, time);
        do
        {
            try
            {
                LogRound(await CollectAsync(stoppingToken));
                await properties.CollectAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> CollectAsync(CrmDb db, EntitySchema schema, CancellationToken ct)
    {
        var before = steady.UtcNow() - options.Retention;
        var expired = await TrashTable.ExpiredAsync(db, schema, before, Limits.BulkItems, ct);
        if (expired.Count > 0)
        {
            await trash.PurgeAsync(db, schema, expired, ct);
            await audit.AppendAsync(
                db, Collector, [.. expired.Select(recordId => new AuditEntry("record.purge", schema.EntityId, recordId))], ct);
        }

        return expired.Count;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Trash collected: {Removed} records removed for good")]
    private partial void LogRound(int removed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The trash could not be collected; the next round tries again")]
    private partial void LogFailure(Exception exception);
}
