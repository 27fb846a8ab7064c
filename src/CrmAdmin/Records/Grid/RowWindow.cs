using System.Runtime.CompilerServices;

namespace CrmAdmin.Records.Grid;

/// <summary>A stretch of a list.</summary>
/// <param name="Data">The rows.</param>
/// <param name="NextKey">Where the next ones begin; null on the last page.</param>
public sealed record RowPage(IReadOnlyList<Record> Data, string? NextKey);

/// <summary>Reads the page behind a cursor.</summary>
public delegate Task<RowPage> ReadRows(string? startKey, int limit, CancellationToken ct);

/// <summary>The cursor so many places behind another; null where the list ends before it.</summary>
public delegate Task<string?> SkipRows(string? startKey, long places, CancellationToken ct);

/// <summary>
/// The rows of a long list that a grid has at hand: a few pages round where the person looks, and the cursors of pages
/// walked. Far jumps ask for a cursor in the middle; nothing reads what lies between.
/// </summary>
public sealed class RowWindow(ReadRows read, SkipRows skip)
{
    /// <summary>Rows of a page: about as many as a grid draws at once. They are held for every list that is open.</summary>
    public const int PageRows = 50;

    private const int MostPages = 4;
    private const int MostCursors = 500;
    private readonly Dictionary<int, IReadOnlyList<Record>> pages = [];
    private readonly SortedDictionary<int, string?> cursors = new() { [0] = null };

    /// <summary>How many rows there are, once the end was seen.</summary>
    public int? End { get; private set; }

    /// <summary>Rows that are known to be there: those up to the furthest one seen.</summary>
    public int Known { get; private set; }

    /// <summary>The row at a place; null while it is not at hand.</summary>
    public Record? this[int index] =>
        pages.TryGetValue(index / PageRows, out var page) && index % PageRows < page.Count ? page[index % PageRows] : null;

    /// <summary>Whether every row of a stretch is at hand, as far as there are rows.</summary>
    public bool Has(int first, int last)
    {
        for (var page = first / PageRows; page <= Math.Min(last, (End ?? int.MaxValue) - 1) / PageRows; page++)
        {
            if (!pages.ContainsKey(page))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Brings a stretch of rows in. False where the list ends before it, so that its length has to be counted.</summary>
    public async Task<bool> LoadAsync(int first, int last, CancellationToken ct)
    {
        for (var page = first / PageRows; page <= last / PageRows && (End is null || page * PageRows < Math.Max(End.Value, 1)); page++)
        {
            if (!pages.ContainsKey(page) && !await LoadAsync(page, ct))
            {
                return false;
            }
        }

        Forget((first + last) / 2 / PageRows);
        return true;
    }

    /// <summary>Replaces a row that was changed, wherever it stands.</summary>
    public void Replace(Record record)
    {
        foreach (var (page, rows) in pages)
        {
            var fresh = rows.ToList();
            var at = fresh.FindIndex(row => row.RecordId == record.RecordId);
            if (at >= 0)
            {
                fresh[at] = record;
                pages[page] = fresh;
                return;
            }
        }
    }

    /// <summary>The ids of the rows that are at hand.</summary>
    public IEnumerable<string> IdsAtHand() => pages.OrderBy(page => page.Key).SelectMany(page => page.Value).Select(row => row.RecordId);

    /// <summary>The ids of a stretch of rows. What is not at hand is read past, not kept.</summary>
    public async IAsyncEnumerable<string> IdsAsync(int first, int last, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = first / PageRows; page <= last / PageRows; page++)
        {
            var rows = pages.GetValueOrDefault(page) ?? (await ReadAsync(page, ct))?.Data ?? [];
            for (var i = Math.Max(first, page * PageRows); i <= Math.Min(last, (page * PageRows) + rows.Count - 1); i++)
            {
                yield return rows[i % PageRows].RecordId;
            }
        }
    }

    private async Task<RowPage?> ReadAsync(int page, CancellationToken ct)
    {
        var (found, cursor) = await CursorAsync(page, ct);
        if (!found)
        {
            return null;
        }

        var rows = await read(cursor, PageRows, ct);
        if (rows.NextKey is not null)
        {
            Remember(page + 1, rows.NextKey);
        }

        return rows;
    }

    private async Task<bool> LoadAsync(int page, CancellationToken ct)
    {
        if (await ReadAsync(page, ct) is not { } rows)
        {
            return false;
        }

        pages[page] = rows.Data;
        var last = (page * PageRows) + rows.Data.Count;
        Known = Math.Max(Known, last);
        if (rows.NextKey is null)
        {
            End = last;
        }
        else
        {
            Known = Math.Max(Known, last + 1);
        }

        return true;
    }

    private async Task<(bool Found, string? Cursor)> CursorAsync(int page, CancellationToken ct)
    {
        var (nearest, known) = cursors.Last(cursor => cursor.Key <= page);
        if (nearest == page)
        {
            return (true, known);
        }

        var cursor = await skip(known, (long)(page - nearest) * PageRows, ct);
        if (cursor is not null)
        {
            Remember(page, cursor);
        }

        return (cursor is not null, cursor);
    }

    /// <summary>Keeps a cursor; of too many every second is dropped, since any can be found again from the one before it.</summary>
    private void Remember(int page, string cursor)
    {
        cursors[page] = cursor;
        if (cursors.Count > MostCursors)
        {
            foreach (var dropped in cursors.Keys.Where((key, i) => i % 2 == 1 && key != page).ToList())
            {
                cursors.Remove(dropped);
            }
        }
    }

    private void Forget(int centre)
    {
        foreach (var far in pages.Keys.OrderByDescending(page => Math.Abs(page - centre)).Take(pages.Count - MostPages).ToList())
        {
            pages.Remove(far);
        }
    }
}
