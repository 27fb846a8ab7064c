using System.Diagnostics;
using CrmAdmin.Http;
using CrmAdmin.Search;

namespace CrmAdmin.Records.Grid;

/// <summary>Where a list's rows and their number come from.</summary>
/// <param name="Read">Reads a page.</param>
/// <param name="Skip">Finds a place further on.</param>
/// <param name="Count">Counts; to the end where asked to be exact.</param>
public sealed record ListingSource(ReadRows Read, SkipRows Skip, Func<bool, CancellationToken, Task<CountAnswer>> Count);

/// <summary>One list as a page shows it: its rows first, their number when it is known. Another condition is another listing.</summary>
public sealed class Listing(ListingSource source) : IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly Func<bool, CancellationToken, Task<CountAnswer>> count = source.Count;
    private Task? countingToEnd;

    /// <summary>The rows.</summary>
    public RowWindow Rows { get; } = new(source.Read, source.Skip);

    /// <summary>How many match; null until counted.</summary>
    public CountAnswer? Count { get; private set; }

    /// <summary>How long the first rows took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Whether a count to the end is on its way.</summary>
    public bool IsCounting => countingToEnd is { IsCompleted: false };

    /// <summary>How many rows there are as far as is known; the end of the list, once seen, outranks any count.</summary>
    public int Total => Rows.End ?? (int)Math.Min(int.MaxValue, Math.Max(Rows.Known, Count?.Count ?? 0));

    /// <summary>The exact number, where it is known.</summary>
    public long? Exact => Rows.End is { } end ? end : Count is { Capped: false } exact ? Math.Max(exact.Count, Rows.Known) : null;

    /// <summary>Whether the person has come so far down that the capped count no longer says where the list ends.</summary>
    public bool NeedsExactCount => Exact is null && Count is { Capped: true } capped && Rows.Known > capped.Count / 2;

    /// <summary>Reads the rows that will be seen first.</summary>
    public async Task OpenAsync(int first, int last)
    {
        var clock = Stopwatch.StartNew();
        if (!await Rows.LoadAsync(first, last, closing.Token) || (first > 0 && Rows.End <= first))
        {
            await Rows.LoadAsync(0, last - first, closing.Token);
        }

        Took = clock.Elapsed;
    }

    /// <summary>The same; gives why not where it was refused.</summary>
    public async Task<CrmException?> TryOpenAsync(int first, int last)
    {
        try
        {
            await OpenAsync(first, last);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException && Faults.Refusal(e) is { Code: not ErrorCode.InternalError })
        {
            return Faults.Refusal(e);
        }
    }

    /// <summary>Counts where it can: the rows are there without a number, and it can be asked for again.</summary>
    public async Task TryCountAsync(bool exact)
    {
        try
        {
            await CountAsync(exact);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || Faults.Refusal(e).Code != ErrorCode.InternalError)
        {
            // Too costly, or nobody looks any more.
        }
    }

    /// <summary>Counts, unless the end has been seen already. One exact count at a time: who asks for another waits for it.</summary>
    public Task CountAsync(bool exact)
    {
        if (Exact is not null)
        {
            return Task.CompletedTask;
        }

        if (!exact)
        {
            return ReadCountAsync(exact: false);
        }

        if (countingToEnd is not { IsCompleted: false })
        {
            countingToEnd = ReadCountAsync(exact: true);
        }

        return countingToEnd;
    }

    private async Task ReadCountAsync(bool exact)
    {
        var counted = await count(exact, closing.Token);
        if (Exact is null)
        {
            Count = counted;
        }
    }

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }
}
