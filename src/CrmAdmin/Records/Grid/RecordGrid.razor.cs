using System.Globalization;
using System.Text;
using CrmAdmin.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmAdmin.Records.Grid;

/// <summary>A grid over rows that come as the person looks at them.</summary>
public sealed partial class RecordGrid(IJSRuntime browser) : ComponentBase, IAsyncDisposable
{
    /// <summary>Rows drawn before the browser has said how many it can show.</summary>
    public const int FirstRows = 40;

    private const int Overscan = 15;

    /// <summary>Rows on each side of those that can be seen, where others take their place at once; more than those below which the browser asks for further ones.</summary>
    private const int Spare = 8;
    private const int Ticks = 40;
    private readonly string id = $"grid-{Guid.NewGuid():N}";
    private ElementReference box;
    private DotNetObjectReference<RecordGrid>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? handle;
    private CancellationTokenSource? looking;
    private RowWindow? drawnRows;
    private RowLook look = default!;
    private int drawnTurn;
    private int first;
    private int last;
    private int seen;
    private bool gone;

    /// <summary>The rows.</summary>
    [Parameter, EditorRequired]
    public RowWindow Rows { get; set; } = default!;

    /// <summary>The columns in order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<GridColumn> Columns { get; set; } = [];

    /// <summary>How many rows there are, as far as is known.</summary>
    [Parameter, EditorRequired]
    public int Total { get; set; }

    /// <summary>Another number for another list: the grid then begins at its top.</summary>
    [Parameter]
    public int Turn { get; set; }

    /// <summary>What the grid holds, for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The page of a record; null where records have none.</summary>
    [Parameter]
    public Func<Record, string>? Href { get; set; }

    /// <summary>Which rows are chosen.</summary>
    [Parameter, EditorRequired]
    public RowSelection Selection { get; set; } = default!;

    /// <summary>The order, as in <see cref="GridQuery.Sort"/>.</summary>
    [Parameter]
    public IReadOnlyList<string> Sort { get; set; } = [];

    /// <summary>Widths that the person chose, by path.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, int> Widths { get; set; } = new Dictionary<string, int>();

    /// <summary>Whether masked values are shown as they are.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>The record that is open beside the grid, or null.</summary>
    [Parameter]
    public string? OpenId { get; set; }

    /// <summary>The cell that is being edited, or null.</summary>
    [Parameter]
    public CellPlace? Edited { get; set; }

    /// <summary>What stands in that cell.</summary>
    [Parameter]
    public RenderFragment? Editor { get; set; }

    /// <summary>A header was pressed, alone or beside the others.</summary>
    [Parameter]
    public EventCallback<(string Path, bool Beside)> OnSort { get; set; }

    /// <summary>A row was ticked; with the range from the last one where asked for.</summary>
    [Parameter]
    public EventCallback<(int Index, bool Range)> OnPick { get; set; }

    /// <summary>The box over all rows was ticked or cleared.</summary>
    [Parameter]
    public EventCallback<bool> OnPickAll { get; set; }

    /// <summary>A row was opened.</summary>
    [Parameter]
    public EventCallback<int> OnOpen { get; set; }

    /// <summary>A cell is to be edited; without it cells are only read.</summary>
    [Parameter]
    public EventCallback<CellPlace> OnEdit { get; set; }

    /// <summary>Somebody wants to know why a row is here; without it there is nothing to tell.</summary>
    [Parameter]
    public EventCallback<string> OnWhy { get; set; }

    /// <summary>A column was made wider or narrower.</summary>
    [Parameter]
    public EventCallback<(string Path, int Width)> OnResize { get; set; }

    /// <summary>Rows came in: more of the list is known, or it proved shorter than was thought (false).</summary>
    [Parameter]
    public EventCallback<bool> OnLoaded { get; set; }

    /// <summary>Rows could not be read.</summary>
    [Parameter]
    public EventCallback<CrmException> OnFailed { get; set; }

    /// <summary>The first row that is drawn, and the one behind the last.</summary>
    public (int First, int Last) Drawn => (first, last);

    /// <summary>Rows at the top of another list: those that the browser shows and some more, so that they are there soon.</summary>
    private int TopRows => seen == 0 ? FirstRows : Math.Min(FirstRows, seen + Spare);

    private string AllState => Selection.IsEmpty ? "none" : HasAll ? "all" : "some";

    /// <summary>Whether all are chosen: by their condition, or one by one where the end of the list has been seen.</summary>
    private bool HasAll => Selection is { IsEverything: true, Marked.Count: 0 } || (Rows.End is { } end && Selection.Count(end) == end);

    /// <summary>How wide the table is, and where each of the columns begins that stay at the left.</summary>
    private string TableStyle
    {
        get
        {
            var left = Ticks;
            var style = new StringBuilder($"--columns:{Ticks + Columns.Sum(WidthOf)}px");
            for (var at = 0; at < Columns.Count && Columns[at].IsPinned; at++)
            {
                style.Append(CultureInfo.InvariantCulture, $";--pin-{at}:{left}px");
                left += WidthOf(Columns[at]);
            }

            return style.ToString();
        }
    }

    /// <summary>Moves the window so that a row can be seen, and makes it the current one.</summary>
    public async Task GoToAsync(int index)
    {
        if (handle is not null)
        {
            await handle.InvokeVoidAsync("goTo", index);
        }
    }

    public async ValueTask DisposeAsync()
    {
        gone = true;
        looking?.Cancel();
        self?.Dispose();
        try
        {
            if (handle is not null)
            {
                await handle.InvokeVoidAsync("detach");
                await handle.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    protected override void OnParametersSet()
    {
        look = new RowLook(id, Columns, SeesMasked, OnWhy.HasDelegate);
        if (Rows != drawnRows)
        {
            // What was on its way belongs to the list before.
            looking?.Cancel();
            drawnRows = Rows;
            var length = Turn == drawnTurn && last > first ? last - first : TopRows;
            first = Turn == drawnTurn ? Math.Min(first, Math.Max(0, Total - length)) : 0;
            drawnTurn = Turn;
            last = first + length;
            if (!Rows.Has(first, Math.Min(last, Total) - 1))
            {
                (first, last) = (0, length);
            }
        }

        last = Math.Min(Math.Max(last, first + TopRows), Total);
        first = Math.Min(first, last);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        self = DotNetObjectReference.Create(this);
        module = await browser.InvokeAsync<IJSObjectReference>("import", "/js/grid/grid.js");
        if (!gone)
        {
            handle = await module.InvokeAsync<IJSObjectReference>("attach", box, self);
        }
    }

    private int WidthOf(GridColumn column) => Widths.GetValueOrDefault(column.Path, column.Width);

    private (int Place, bool Descending)? SortOf(GridColumn column)
    {
        var place = Sort.ToList().FindIndex(field => field.TrimStart('-') == column.Path);
        return place < 0 ? null : (place + 1, Sort[place][0] == '-');
    }

    private string? SortState(GridColumn column) => SortOf(column) is { } sort ? (sort.Descending ? "descending" : "ascending") : null;
}
