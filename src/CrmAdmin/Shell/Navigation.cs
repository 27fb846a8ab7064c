using CrmAdmin.Access;

namespace CrmAdmin.Shell;

/// <summary>The navigation as one person sees it: registered pages and run-time lines in one order, and their counts.</summary>
public sealed class Navigation(IEnumerable<NavEntry> entries, IEnumerable<NavLines> sources, IEnumerable<NavCounts> counters, Texts texts)
{
    private bool isStale;

    /// <summary>Raised when the lines or their counts are no longer right.</summary>
    public event Action? Stale;

    /// <summary>Has lines and counts read anew; called by a page after what changes them.</summary>
    public void Refresh()
    {
        isStale = true;
        Stale?.Invoke();
    }

    /// <summary>The lines that a caller may follow.</summary>
    public async Task<IReadOnlyList<NavLine>> LinesAsync(Caller caller, CancellationToken token)
    {
        var lines = entries.Where(e => caller.Role >= e.Role)
            .Select(e => new NavLine(e.Order, texts[e.TextKey], e.Href, e.Icon, e.Exact, e.Place)).ToList();
        foreach (var source in sources)
        {
            lines.AddRange(await source(caller, token));
        }

        return [.. lines.OrderBy(line => line.Order)];
    }

    /// <summary>The counts beside them, by page.</summary>
    public async Task<IReadOnlyDictionary<string, NavCount>> CountsAsync(Caller caller, CancellationToken token)
    {
        var counts = new Dictionary<string, NavCount>(StringComparer.Ordinal);
        var anew = isStale;
        isStale = false;
        foreach (var counter in counters)
        {
            foreach (var count in await counter(caller, anew, token))
            {
                counts[count.Href] = count;
            }
        }

        return counts;
    }
}
