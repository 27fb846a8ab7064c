namespace CrmAdmin.Records.Grid;

/// <summary>Turns ticks into a choice: one row, a range from the last one, the rows that are at hand.</summary>
public sealed class RowPicks(RowSelection selection)
{
    private int? last;

    /// <summary>Chooses a row or gives it up; with <paramref name="range"/> chooses everything from the last one to it.</summary>
    public async Task PickAsync(Listing listing, int index, bool range, CancellationToken ct)
    {
        if (listing.Rows[index] is not { } row)
        {
            return;
        }

        if (range && last is { } from)
        {
            await foreach (var recordId in listing.Rows.IdsAsync(Math.Min(from, index), Math.Max(from, index), ct))
            {
                selection.Set(recordId, true);
            }
        }
        else
        {
            selection.Set(row.RecordId, !selection.Has(row.RecordId));
        }

        last = index;
    }

    /// <summary>Chooses the rows that are at hand, or none; the bar below the grid offers the rest.</summary>
    public void PickAll(Listing listing, bool chosen)
    {
        if (!chosen)
        {
            selection.Clear();
            return;
        }

        foreach (var recordId in listing.Rows.IdsAtHand())
        {
            selection.Set(recordId, true);
        }
    }

    /// <summary>Chooses nothing, and forgets where a range would begin.</summary>
    public void Clear()
    {
        selection.Clear();
        last = null;
    }
}
