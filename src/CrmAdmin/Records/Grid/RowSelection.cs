namespace CrmAdmin.Records.Grid;

/// <summary>
/// Which rows are chosen: some, by id, or everything that matches the condition but a few. The latter holds no ids: it
/// means the condition, however many rows were loaded.
/// </summary>
public sealed class RowSelection
{
    private readonly HashSet<string> marked = new(StringComparer.Ordinal);

    /// <summary>Whether everything that matches is meant; the marked rows are then those left out.</summary>
    public bool IsEverything { get; private set; }

    /// <summary>Whether nothing is chosen. Everything but a few may come to nothing too, which only a count knows.</summary>
    public bool IsEmpty => !IsEverything && marked.Count == 0;

    /// <summary>The chosen ids; where everything is meant, those left out.</summary>
    public IReadOnlyCollection<string> Marked => marked;

    /// <summary>Whether a row is chosen.</summary>
    public bool Has(string recordId) => marked.Contains(recordId) != IsEverything;

    /// <summary>How many are chosen of <paramref name="total"/>; null where everything is meant and the total is not known.</summary>
    public long? Count(long? total) => IsEverything ? total - marked.Count : marked.Count;

    /// <summary>How many are chosen of a list, which is counted to the end where that needs to be known.</summary>
    public async Task<long> CountAsync(Listing? listing)
    {
        if (IsEverything && listing is not null)
        {
            await listing.CountAsync(exact: true);
        }

        return Count(listing?.Exact) ?? 0;
    }

    /// <summary>Chooses a row, or no more.</summary>
    public void Set(string recordId, bool chosen)
    {
        if (chosen != IsEverything)
        {
            marked.Add(recordId);
        }
        else
        {
            marked.Remove(recordId);
        }
    }

    /// <summary>Chooses everything that matches.</summary>
    public void SetEverything()
    {
        marked.Clear();
        IsEverything = true;
    }

    /// <summary>Chooses nothing.</summary>
    public void Clear()
    {
        marked.Clear();
        IsEverything = false;
    }

    /// <summary>A copy that stays as it is, for work that goes on while the person chooses anew.</summary>
    public RowSelection Snapshot()
    {
        var copy = new RowSelection { IsEverything = IsEverything };
        copy.marked.UnionWith(marked);
        return copy;
    }
}
