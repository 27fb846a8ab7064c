using CrmAdmin.Conditions;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid;

namespace CrmAdmin.Records;

/// <summary>What a person does on the page.</summary>
public sealed partial class RecordsPage
{
    private Task SearchAsync(string? keyword) => ShowAsync(query with { Keyword = keyword });

    private Task BuildAsync(string? conditions) => conditions == query.Conditions ? Task.CompletedTask : ShowAsync(query with { Conditions = conditions });

    private Task SortAsync((string Path, bool Beside) header) => ShowAsync(query.Sorted(header.Path, header.Beside, Limits.SortFields));

    // What was arranged is remembered even where the person leaves at once.
    private async Task ChooseColumnsAsync(IReadOnlyList<GridColumn> chosen)
    {
        var hidden = GridColumn.Hidden(schema!);
        var next = Laid.Chosen(chosen, hidden);
        columns = next.Shown(allColumns, null);
        if (View is not null)
        {
            // The person's own columns stay what they are while a view is shown.
            query = query with { Columns = GridLayout.Kept(columns.Select(column => column.Path), next.Columns, hidden), Pinned = next.Pinned };
            await WriteAddressAsync();
            return;
        }

        layout = next;
        query = query with { Columns = null, Pinned = [] };
        await memory.RememberAsync(caller, schema!.EntityId, layout, CancellationToken.None);
        await WriteAddressAsync();
    }

    private async Task ResizeAsync((string Path, int Width) column)
    {
        layout = layout.Resized(column.Path, column.Width);
        if (View is null)
        {
            await memory.RememberAsync(caller, schema!.EntityId, layout, CancellationToken.None);
        }
    }

    private Task PickAsync((int Index, bool Range) pick) => picks.PickAsync(listing!, pick.Index, pick.Range, Leaving.Token);

    private void PickAll(bool chosen) => picks.PickAll(listing!, chosen);

    private async Task OpenAsync(int index)
    {
        if (listing?.Rows[index] is { } row)
        {
            query = query with { RecordId = row.RecordId };
            await WriteAddressAsync();
        }
    }

    private async Task CloseAsync()
    {
        query = query with { RecordId = null };
        await WriteAddressAsync();
    }

    /// <summary>Opens what tells why a record is in the list; without one any can be picked.</summary>
    private void Tell(string? recordId) => (isTelling, toldId) = (true, recordId);

    /// <summary>Edits a cell: where it stands, or, if it holds files, in a dialog.</summary>
    private void Edit(CellPlace place)
    {
        if (columns[place.Column].Kind != FieldKind.Files)
        {
            edited = place;
        }
        else if (listing?.Rows[place.Index] is { } row)
        {
            filed = (row, columns[place.Column]);
        }
    }

    private void Held(Record record)
    {
        if (filed is { } cell && cell.Record.RecordId == record.RecordId)
        {
            filed = cell with { Record = record };
        }

        Show(record);
    }

    // Another cell may have been opened since.
    private void Saved(CellPlace place, Record record)
    {
        edited = ReferenceEquals(edited, place) ? null : edited;
        Show(record);
    }

    // A list that is being read may have been asked for before this was saved.
    private void Show(Record saved)
    {
        savedMeanwhile.Add(saved);
        listing?.Rows.Replace(saved);
    }

    private async Task CreatedAsync(Record record)
    {
        isCreating = false;
        query = query with { RecordId = record.RecordId };
        await RefreshAsync();
        await WriteAddressAsync();
    }
}
