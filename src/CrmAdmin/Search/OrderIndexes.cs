using System.Collections.Concurrent;
using System.Threading.Channels;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>
/// Makes indexes in the order of single properties where searches of large entities show the need, one at a time beside
/// everything else, and drops those that serve no search any more.
/// </summary>
public sealed partial class OrderIndexes(
    Store store, EntityCatalog catalog, SteadyTime time, TimeProvider clock, RightOfWay way, ILogger<OrderIndexes> log) : BackgroundService
{
    private readonly ConcurrentDictionary<int, DateTime> looked = new();
    private readonly Channel<int> asked = Channel.CreateUnbounded<int>();

    /// <summary>Takes note of what a page was sorted by, and of what it was looked for by where it was looked for in the whole table.</summary>
    internal void Note(RecordSet set, bool scanned)
    {
        if (set.Scope != RecordColumns.Live)
        {
            return;
        }

        foreach (var property in Served(set, scanned).Where(property => RecordIndexes.CanOrder(property.FieldType) && IsDue(property)))
        {
            asked.Writer.TryWrite(property.Number);
        }
    }

    /// <summary>Looks at one property that searches ask for: notes that its index is in use, or makes it where the entity is large.</summary>
    /// <returns>Whether an index was made.</returns>
    internal async Task<bool> LookAsync(int propertyNumber, CancellationToken ct)
    {
        var found = (await catalog.AllAsync(ct)).SelectMany(entity => entity.Properties, (entity, property) => (entity, property))
            .FirstOrDefault(pair => pair.property.Number == propertyNumber);
        if (found is not { entity: { } entity, property: { } property })
        {
            return false;
        }

        if (property.IsOrdered)
        {
            await store.WriteAsync(db => OrderIndexTable.UseAsync(db, property, time.UtcNow(), ct), ct);
            return false;
        }

        if (entity.Properties.Count(other => other.IsOrdered) >= Limits.OrderedProperties || !await IsLargeAsync(entity, ct))
        {
            return false;
        }

        await way.QuietAsync(Limits.OrderQuiet, Limits.OrderQuietWait, ct);
        return await MakeAsync(entity, property, ct);
    }

    /// <summary>Makes the index of a property.</summary>
    /// <returns>False where it is there, its property is gone, or another node is making one.</returns>
    internal async Task<bool> MakeAsync(EntitySchema entity, Property property, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        if (!await OrderIndexTable.MakeAsync(store, entity, property, time.UtcNow(), ct))
        {
            return false;
        }

        catalog.Changed();
        LogMade(entity.Slug, property.Key, (long)clock.GetElapsedTime(begun).TotalMilliseconds);
        return true;
    }

    /// <summary>Drops the indexes that have served no search for <see cref="Limits.OrderKept"/>.</summary>
    internal async Task DropUnusedAsync(CancellationToken ct)
    {
        foreach (var (entityNumber, property) in await store.ReadAsync(db => OrderIndexTable.UnusedAsync(db, time.UtcNow() - Limits.OrderKept, ct), ct))
        {
            await store.AlterAsync(db => OrderIndexTable.DropAsync(db, entityNumber, property, ct), ct);
            catalog.Changed();
            LogDropped(property.Key);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(MakeAskedAsync(stoppingToken), DropInRoundsAsync(stoppingToken));

    private async Task MakeAskedAsync(CancellationToken ct)
    {
        await foreach (var propertyNumber in asked.Reader.ReadAllAsync(ct))
        {
            await TryAsync(async () =>
            {
                if (await LookAsync(propertyNumber, ct))
                {
                    await Task.Delay(Limits.OrderPause, clock, ct);
                }
            });
        }
    }

    private async Task DropInRoundsAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Limits.OrderRound, clock);
        do
        {
            await TryAsync(() => DropUnusedAsync(ct));
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(e);
        }
    }

    /// <summary>What PostgreSQL chooses by itself does not say what it read: there any sort asks for an index.</summary>
    private IEnumerable<Property> Served(RecordSet set, bool scanned)
    {
        var sorted = set.Sorts is [{ Field.Property: { } only }] ? only : null;
        var isOwnChoice = store.Provider == DatabaseProvider.Postgres;
        return IndexedTerm.Stretches(set.Where).Where(property => scanned || property.IsOrdered)
            .Concat(sorted is not null && (scanned || isOwnChoice || sorted.IsOrdered) ? [sorted] : []);
    }

    private bool IsDue(Property property)
    {
        var now = time.UtcNow();
        if (looked.TryGetValue(property.Number, out var at) && now - at < Limits.OrderLook)
        {
            return false;
        }

        looked[property.Number] = now;
        return true;
    }

    private async Task<bool> IsLargeAsync(EntitySchema entity, CancellationToken ct)
    {
        var rows = await store.ReadAsync(db => RecordTable.RowsAsync(db, entity, ct), ct);
        return rows >= Limits.OrderedLeast && (rows <= Limits.OrderedMost || store.Provider == DatabaseProvider.Postgres);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Searches of {Entity} asked for an index in the order of {Property}: made in {Milliseconds} ms")]
    private partial void LogMade(string entity, string property, long milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The index in the order of {Property} has served no search for long: dropped")]
    private partial void LogDropped(string property);

    [LoggerMessage(Level = LogLevel.Error, Message = "An index in the order of a property could not be made or dropped; it will be asked for again")]
    private partial void LogFailure(Exception exception);
}
