using CrmAdmin.Http;
using CrmAdmin.Records.Grid;

namespace CrmAdmin.Records;

/// <summary>What a person does on the page.</summary>
public sealed partial class RecordsPage
{
    private int? lastPicked;

    private Task SearchAsync(string? keyword) => ShowAsync(query with { Keyword = keyword });

    private Task BuildAsync(string? conditions) => conditions == query.Conditions ? Task.CompletedTask : ShowAsync(query with { Conditions = conditions });

    private Task SortAsync((string Path, bool Beside) header) => ShowAsync(query.Sorted(header.Path, header.Beside, Limits.SortFields));

    private async Task ChooseColumnsAsync(IReadOnlyList<string> paths)
    {
        layout = layout with { Columns = paths };
        columns = layout.Shown(allColumns, null);
        query = query with { Columns = null };
        await memory.RememberAsync(caller, schema!.EntityId, layout, leaving.Token);
        await WriteAddressAsync();
    }

    private async Task ResizeAsync((string Path, int Width) column)
    {
        layout = layout.Resized(column.Path, column.Width);
        await memory.RememberAsync(caller, schema!.EntityId, layout, leaving.Token);
    }

    private async Task PickAsync((int Index, bool Range) pick)
    {
        if (listing?.Rows[pick.Index] is not { } row)
        {
            return;
        }

        var chosen = !selection.Has(row.Record.RecordId);
        if (pick.Range && lastPicked is { } from)
        {
            await PickRangeAsync(listing, Math.Min(from, pick.Index), Math.Max(from, pick.Index));
        }
        else
        {
            selection.Set(row.Record.RecordId, chosen);
        }

        lastPicked = pick.Index;
    }

    private async Task PickRangeAsync(Listing rows, int first, int last)
    {
        await foreach (var recordId in rows.Rows.IdsAsync(first, last, leaving.Token))
        {
            selection.Set(recordId, true);
        }
    }

    /// <summary>The box in the header means the rows that are drawn; the bar below offers the rest.</summary>
    private void PickAll(bool chosen)
    {
        if (!chosen || listing is null || grid is null)
        {
            selection.Clear();
            return;
        }

        foreach (var recordId in listing.Rows.IdsAtHand())
        {
            selection.Set(recordId, true);
        }
    }

    private async Task OpenAsync(int index)
    {
        if (listing?.Rows[index] is { } row)
        {
            query = query with { RecordId = row.Record.RecordId };
            await WriteAddressAsync();
        }
    }

    private async Task CloseAsync()
    {
        query = query with { RecordId = null };
        await WriteAddressAsync();
    }

    private void Saved(int index, Record record)
    {
        edited = null;
        listing?.Rows.Replace(index, record);
    }

    private void ChangedAsync(Record record) => listing?.Rows.Replace(record);

    private async Task CreatedAsync(Record record)
    {
        isCreating = false;
        query = query with { RecordId = record.RecordId };
        await RefreshAsync();
        await WriteAddressAsync();
    }
}
