using CrmAdmin.Http;

namespace CrmAdmin.Shell;

/// <summary>
/// A list that is shown a page at a time. Of several asks for its beginning only the newest counts; a further page is asked for
/// once, and added only to the list that it follows.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class PagedList<T>
{
    private List<T>? items;
    private string? next;
    private int asks;
    private bool isReadingMore;

    /// <summary>What was read so far; null before the first page is there.</summary>
    public IReadOnlyList<T>? Items => items;

    /// <summary>Whether there is a further page.</summary>
    public bool HasMore => next is not null;

    /// <summary>Begins with a page that was read elsewhere.</summary>
    public void Begin(ListPage<T> first)
    {
        asks++;
        (items, next) = ([.. first.Data], first.NextKey);
    }

    /// <summary>Forgets everything, as though nothing had been read.</summary>
    public void Clear()
    {
        asks++;
        (items, next) = (null, null);
    }

    /// <summary>Reads from the beginning; what was read before stands until then.</summary>
    /// <param name="read">Reads the page behind a cursor; the first for null.</param>
    /// <returns>Whether no later ask overtook it.</returns>
    public async Task<bool> ReadAsync(Func<string?, Task<ListPage<T>>> read)
    {
        var mine = ++asks;
        next = null;
        var page = await read(null);
        if (mine != asks)
        {
            return false;
        }

        Begin(page);
        return true;
    }

    /// <summary>Adds the next page. Nothing happens where there is none, or while it is being read: a second click may be on its way.</summary>
    /// <param name="read">Reads the page behind a cursor.</param>
    public async Task MoreAsync(Func<string?, Task<ListPage<T>>> read)
    {
        if (isReadingMore || next is null)
        {
            return;
        }

        isReadingMore = true;
        var mine = asks;
        try
        {
            var page = await read(next);
            if (mine == asks)
            {
                items!.AddRange(page.Data);
                next = page.NextKey;
            }
        }
        finally
        {
            isReadingMore = false;
        }
    }
}
