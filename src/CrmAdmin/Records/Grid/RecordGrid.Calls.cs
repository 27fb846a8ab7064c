using CrmAdmin.Conditions;
using CrmAdmin.Http;
using Microsoft.JSInterop;

namespace CrmAdmin.Records.Grid;

/// <summary>What the browser tells the grid.</summary>
public sealed partial class RecordGrid
{
    /// <summary>How many rows the browser shows at once, those that it cuts off among them.</summary>
    [JSInvokable]
    public void See(int rows) => seen = Math.Clamp(rows, 0, FirstRows);

    /// <summary>Brings the rows that the browser can see in, and draws them.</summary>
    /// <param name="from">The first visible row.</param>
    /// <param name="to">The one behind the last.</param>
    [JSInvokable]
    public async Task ShowAsync(int from, int to)
    {
        looking?.Cancel();
        var mine = looking = new CancellationTokenSource();
        var rows = Rows;
        var spare = from < last && first < to ? Overscan : Spare;
        var wantedFirst = Math.Clamp(from - spare, 0, Math.Max(0, Total - 1));
        var wantedLast = Math.Min(to + spare, Total);
        try
        {
            var complete = rows.Has(wantedFirst, wantedLast - 1) || await rows.LoadAsync(wantedFirst, wantedLast - 1, mine.Token);
            if (!mine.IsCancellationRequested && rows == Rows)
            {
                (first, last) = (wantedFirst, wantedLast);
                StateHasChanged();
                await OnLoaded.InvokeAsync(complete);
            }
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // The person has scrolled on.
        }
        catch (Exception e) when (Faults.Refusal(e) is { Code: not ErrorCode.InternalError })
        {
            await OnFailed.InvokeAsync(Faults.Refusal(e));
        }
    }

    /// <summary>A row's box was ticked, by mouse or key.</summary>
    [JSInvokable]
    public Task PickAsync(int index, bool range) => OnPick.InvokeAsync((index, range));

    /// <summary>The box over all rows was ticked or cleared.</summary>
    [JSInvokable]
    public Task PickAllAsync(bool chosen) => OnPickAll.InvokeAsync(chosen);

    /// <summary>A row was opened, by mouse or key.</summary>
    [JSInvokable]
    public Task OpenAsync(int index) => OnOpen.InvokeAsync(index);

    /// <summary>Somebody asked why a row is here.</summary>
    [JSInvokable]
    public Task WhyAsync(int index) => Rows[index] is { } row ? OnWhy.InvokeAsync(row.RecordId) : Task.CompletedTask;

    /// <summary>A cell was double-clicked. What files are called behind a mask is not shown, so that they cannot be changed either.</summary>
    [JSInvokable]
    public Task EditAsync(int index, int column) => Columns.ElementAtOrDefault(column) switch
    {
        { Kind: FieldKind.Files, Property.IsMasked: true } when !SeesMasked => OnOpen.InvokeAsync(index),
        { IsEditable: true } or { Kind: FieldKind.Files } => OnEdit.InvokeAsync(new CellPlace(index, column)),
        _ => Task.CompletedTask,
    };

    /// <summary>A column's edge was dragged.</summary>
    [JSInvokable]
    public Task ResizeAsync(string path, int width) =>
        OnResize.InvokeAsync((path, Math.Clamp(width, GridColumn.Narrowest, GridColumn.Widest)));
}
