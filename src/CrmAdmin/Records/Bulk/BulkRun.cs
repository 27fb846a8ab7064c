using System.Text.Json.Nodes;
using CrmAdmin.Access;

namespace CrmAdmin.Records.Bulk;

/// <summary>What is done to many records.</summary>
public enum BulkAct
{
    /// <summary>To the trash.</summary>
    Delete,

    /// <summary>Back from the trash.</summary>
    Restore,

    /// <summary>Away for good.</summary>
    Purge,

    /// <summary>Given a tag.</summary>
    AddTag,

    /// <summary>A tag taken away.</summary>
    RemoveTag,

    /// <summary>Given a value in one field.</summary>
    Set,
}

/// <summary>How far a run has come.</summary>
public enum BulkState
{
    /// <summary>At work.</summary>
    Running,

    /// <summary>Through; some records may have been skipped.</summary>
    Done,

    /// <summary>Stopped by the person; what was done stays done.</summary>
    Canceled,

    /// <summary>Stopped by a fault; what was done stays done.</summary>
    Failed,
}

/// <summary>What a person wants done to many records.</summary>
/// <param name="Act">What.</param>
/// <param name="EntityId">Whose records.</param>
/// <param name="Total">How many, as the person was told.</param>
/// <param name="What">The tag that is added or taken away; of a value the field and the value in words.</param>
/// <param name="Change">The members of a record that get a value, as a request names them.</param>
public sealed record BulkOrder(BulkAct Act, string EntityId, long Total, string? What = null, JsonObject? Change = null);

/// <summary>
/// One order being carried out, 1,000 records a transaction. It belongs to the server, not to the page: leaving the page
/// does not stop it.
/// </summary>
public sealed class BulkRun(Caller caller, BulkOrder order, DateTime startedAt) : IDisposable
{
    /// <summary>Skipped records that are kept with their reason; of more only the number is known.</summary>
    public const int MostKept = 10_000;

    private readonly CancellationTokenSource stopping = new();
    private readonly List<BulkItem> skipped = [];

    /// <summary>Raised after each chunk and at the end, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Who ordered it.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>What was ordered.</summary>
    public BulkOrder Order { get; } = order;

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedAt { get; } = startedAt;

    /// <summary>How far it has come.</summary>
    public BulkState State { get; private set; }

    /// <summary>The records that were done.</summary>
    public PackedIds Done { get; } = new();

    /// <summary>How many were skipped.</summary>
    public int SkippedCount { get; private set; }

    /// <summary>Those skipped, and why; at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<BulkItem> Skipped => skipped;

    /// <summary>Why it failed, in the person's language.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether a page has told the person of its end; one opened afterwards need not.</summary>
    public bool IsTold { get; set; }

    /// <summary>How many were looked at.</summary>
    public int Handled => Done.Count + SkippedCount;

    /// <summary>Cancelled when the person stops it.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Stops it after the chunk at work.</summary>
    public void Cancel() => stopping.Cancel();

    public void Dispose() => stopping.Dispose();

    internal void Add(BulkAnswer answer)
    {
        foreach (var item in answer.ResultList)
        {
            if (item.ResultCode == BulkItem.Success)
            {
                Done.Add(item.RecordId!);
            }
            else if (++SkippedCount <= MostKept)
            {
                skipped.Add(item);
            }
        }

        Changed?.Invoke();
    }

    internal void End(BulkState state, string? failure = null)
    {
        (State, Failure) = (state, failure);
        Changed?.Invoke();
    }
}
