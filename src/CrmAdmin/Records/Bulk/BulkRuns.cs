using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Trash;

namespace CrmAdmin.Records.Bulk;

/// <summary>
/// Carries out orders on many records in the background, 1,000 a transaction, and keeps them for the pages of whoever
/// gave them. After a restart what was done stays done, and the rest is not begun.
/// </summary>
internal sealed partial class BulkRuns(
    TrashService trash, RecordTagging tagging, RecordService records, CredentialDirectory directory, TimeProvider time, ILogger<BulkRuns> log)
{
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<BulkRun, byte> runs = new();

    /// <summary>Raised when a run begins, on any thread.</summary>
    public event Action<BulkRun>? Started;

    /// <summary>The caller's runs on an entity, oldest first.</summary>
    public IReadOnlyList<BulkRun> Of(Caller caller, string entityId) =>
        [.. runs.Keys.Where(run => run.Caller.ActorId == caller.ActorId && run.Order.EntityId == entityId).OrderBy(run => run.StartedAt)];

    /// <summary>Begins an order.</summary>
    /// <param name="caller">MEMBER or above; held against the users as they are before each chunk.</param>
    /// <param name="order">What is wanted.</param>
    /// <param name="recordIds">The records, as they are found.</param>
    public BulkRun Start(Caller caller, BulkOrder order, IAsyncEnumerable<string> recordIds)
    {
        caller.Demand(Role.Member);
        var run = new BulkRun(caller, order, time.GetUtcNow().UtcDateTime);
        runs[run] = 0;
        foreach (var old in runs.Keys.Where(r => r.State != BulkState.Running && r.StartedAt < run.StartedAt - Kept))
        {
            Forget(old);
        }

        // The culture goes with the work, so that reasons are said in the person's language.
        _ = Task.Run(() => RunAsync(run, recordIds));
        Started?.Invoke(run);
        return run;
    }

    /// <summary>Takes a run that has ended off the list.</summary>
    public void Forget(BulkRun run)
    {
        if (run.State != BulkState.Running && runs.TryRemove(run, out _))
        {
            run.Dispose();
        }
    }

    private async Task RunAsync(BulkRun run, IAsyncEnumerable<string> recordIds)
    {
        try
        {
            await foreach (var chunk in recordIds.Chunk(Limits.BulkItems).WithCancellation(run.Stopping))
            {
                run.Add(await ActAsync(run, chunk));
                run.Stopping.ThrowIfCancellationRequested();
            }

            run.End(BulkState.Done);
        }
        catch (OperationCanceledException)
        {
            run.End(BulkState.Canceled);
        }
        catch (Exception e)
        {
            var refusal = Faults.Refusal(e);
            if (refusal.Code == ErrorCode.InternalError)
            {
                LogFailure(e, run.Order.Act);
            }

            run.End(BulkState.Failed, Texts.Get(refusal.Key, CultureInfo.CurrentUICulture, refusal.Args));
        }
    }

    /// <summary>One chunk; when the database is busy it is tried again, since the chunk was not begun then.</summary>
    private async Task<BulkAnswer> ActAsync(BulkRun run, IReadOnlyList<string> chunk)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ActAsync(run.Order, await AsTheyAreAsync(run.Caller, run.Stopping), chunk);
            }
            catch (Exception e) when (Faults.Refusal(e).Code == ErrorCode.ServiceUnavailable && attempt < Tries)
            {
                await Task.Delay(Pause, time, run.Stopping);
            }
        }
    }

    private Task<BulkAnswer> ActAsync(BulkOrder order, Caller caller, IReadOnlyList<string> chunk) => order.Act switch
    {
        BulkAct.Delete => trash.DeleteAsync(caller, chunk, permanent: false, CancellationToken.None),
        BulkAct.Purge => trash.DeleteAsync(caller, chunk, permanent: true, CancellationToken.None),
        BulkAct.Restore => trash.RestoreAsync(caller, chunk, CancellationToken.None),
        BulkAct.AddTag => tagging.TagAsync(caller, chunk, order.What!, add: true, CancellationToken.None),
        BulkAct.RemoveTag => tagging.TagAsync(caller, chunk, order.What!, add: false, CancellationToken.None),
        _ => records.UpdateManyAsync(caller, Body(order.Change!, chunk), CancellationToken.None),
    };

    private static JsonElement Body(JsonObject change, IReadOnlyList<string> recordIds)
    {
        var items = recordIds.Select(recordId =>
        {
            var item = change.DeepClone().AsObject();
            item["recordId"] = recordId;
            return (JsonNode)item;
        });
        return JsonSerializer.SerializeToElement(new JsonObject { ["records"] = new JsonArray([.. items]) }, Json.Options);
    }

    private async Task<Caller> AsTheyAreAsync(Caller caller, CancellationToken ct) =>
        (await directory.CurrentAsync(ct)).Users.GetValueOrDefault(caller.ActorId) is { IsDisabled: false } user
            ? caller with { Role = user.Role }
            : throw new CrmException(ErrorCode.Unauthorized, "Http.Unauthorized");

    [LoggerMessage(Level = LogLevel.Error, Message = "A bulk {Act} failed; what was done before stays done")]
    private partial void LogFailure(Exception exception, BulkAct act);
}
