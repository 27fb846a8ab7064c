using System.Collections.Concurrent;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>Notes when each key and token was last used, and writes it down once a minute.</summary>
internal sealed partial class LastUsed(Store store, TimeProvider time, ILogger<LastUsed> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(ActorKind Kind, string Id), DateTime> unwritten = new();

    /// <summary>Notes a use, now.</summary>
    public void Mark(ActorKind kind, string id) => unwritten[(kind, id)] = time.GetUtcNow().UtcDateTime;

    /// <summary>The last use, written down yet or not.</summary>
    public DateTime? Of(ActorKind kind, string id, DateTime? written) =>
        unwritten.TryGetValue((kind, id), out var at) ? at : written;

    /// <summary>Writes down what was noted since the last time.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        var uses = unwritten.ToArray();
        if (uses.Length == 0)
        {
            return;
        }

        await store.WriteAsync(
            async db =>
            {
                foreach (var ((kind, id), at) in uses)
                {
                    await (kind == ActorKind.ApiKey
                        ? db.Set<ApiKeyRow>().Where(k => k.Id == id && (k.LastUsedAt == null || k.LastUsedAt < at))
                            .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, at), ct)
                        : db.Set<TokenRow>().Where(t => t.Id == id && (t.LastUsedAt == null || t.LastUsedAt < at))
                            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, at), ct));
                }
            },
            ct);
        foreach (var use in uses)
        {
            unwritten.TryRemove(use);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryFlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TryFlushAsync(CancellationToken ct)
    {
        try
        {
            await FlushAsync(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogUnwritten(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When credentials were last used could not be written down")]
    private partial void LogUnwritten(Exception fault);
}
