using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Trash;

/// <summary>The trash of one entity.</summary>
public sealed partial class TrashRecordsPage(
    EntityService entityList, TrashForecast foretell, TrashOptions options, GridMemory memory, CallerSource callers, PageAddress address,
    NavigationManager navigation, Navigation lines, Confirm confirm, Toasts toasts, TimeProvider time, Texts T) : AddressedPage
{
    private const int MostForecastDays = 31;
    private readonly RowSelection selection = new();
    private readonly Latest opening = new();
    private readonly Latest reading = new();
    private RowPicks picks = default!;
    private IReadOnlyList<EntitySchema>? entities;
    private EntitySchema? schema;
    private Caller caller = default!;
    private GridQuery query = new();
    private GridLayout layout = GridLayout.Usual;
    private IReadOnlyList<GridColumn> allColumns = [];
    private IReadOnlyList<GridColumn> columns = [];
    private IReadOnlyList<TrashDay> forecast = [];
    private Listing? listing;
    private CrmException? failure;
    private RecordGrid? grid;
    private bool isBuilding;
    private int turn;
    private int changes;

    /// <summary>The entity's short name; the first entity where there is none.</summary>
    [Parameter]
    public string? Slug { get; set; }

    // What is deleted now leaves on the day after the last whole one.
    private int ForecastDays => Math.Min(MostForecastDays, (int)Math.Ceiling(options.Retention.TotalDays) + 1);

    private string Spoken => listing is null ? "" : T["Records.SpokenCount", Formats.Count(listing.Total, listing.Exact is null)];

    // Each person has columns here beside those of the live records.
    private static string LayoutOf(EntitySchema entity) => "trash:" + entity.EntityId;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        opening.Dispose();
        reading.Dispose();
        listing?.Dispose();
    }

    protected override void OnInitialized() => picks = new RowPicks(selection);

    protected override async Task ReadAddressAsync()
    {
        var mine = opening.Next();
        var asking = await callers.GetAsync(Leaving.Token);
        var all = await entityList.ListAsync(asking, Leaving.Token);
        var found = all.NamedOrFirst(Slug);
        var asked = await memory.ReadAsync(asking, navigation.Uri, Leaving.Token);
        var kept = found is null ? GridLayout.Usual : await memory.LayoutAsync(asking, LayoutOf(found), Leaving.Token);
        if (mine.IsCancellationRequested)
        {
            return;
        }

        // All at once: what a person does as soon as the entity stands there is about what the address says, and stays done.
        if (schema?.EntityId != found?.EntityId)
        {
            // Nothing of one entity ever stands under the columns and acts of another.
            listing?.Dispose();
            (listing, forecast) = (null, []);
            picks.Clear();
        }

        (caller, entities, schema, layout) = (asking, all, found, kept);
        if (found is not null)
        {
            allColumns = TrashColumns.All(found, options, time, T);
            columns = layout.Shown(allColumns, asked.Columns ?? (layout.Columns.Count == 0 ? TrashColumns.Usual(allColumns) : null), asked.Pinned);
            await Task.WhenAll(ListAsync(asked with { Sort = [] }), ForetellAsync());
        }
    }

    private async Task ShowAsync(GridQuery next)
    {
        await ListAsync(next);
        await WriteAddressAsync();
    }

    private Task ListAsync(GridQuery next)
    {
        query = next;
        turn++;
        picks.Clear();
        return ReplaceAsync(0, RecordGrid.FirstRows);
    }

    private async Task ReplaceAsync(int first, int last)
    {
        var mine = reading.Next();
        var fresh = Listings.Of(query.Selection(schema!.EntityId));
        var refusal = await fresh.TryOpenAsync(first, last);
        if (mine.IsCancellationRequested || Leaving.IsCancellationRequested)
        {
            fresh.Dispose();
            return;
        }

        listing?.Dispose();
        (listing, failure) = (refusal is null ? fresh : null, refusal);
        if (RendererInfo.IsInteractive && refusal is null)
        {
            await fresh.TryCountAsync(exact: true);
        }
    }

    /// <summary>What leaves when depends on the entity alone. Asked off the circuit's own thread: SQLite answers without yielding.</summary>
    private async Task ForetellAsync()
    {
        if (RendererInfo.IsInteractive && !Leaving.IsCancellationRequested && schema is { } wanted)
        {
            var days = await Task.Run(() => foretell.DaysAsync(caller, wanted.EntityId, ForecastDays, Leaving.Token), Leaving.Token);
            forecast = wanted == schema ? days : forecast;
        }
    }

    private async Task RefreshAsync()
    {
        picks.Clear();
        changes++;
        lines.Refresh();
        if (schema is not null)
        {
            await Task.WhenAll(ReplaceAsync(grid?.Drawn.First ?? 0, grid?.Drawn.Last ?? RecordGrid.FirstRows), ForetellAsync());
        }
    }

    // What was arranged is remembered even where the person leaves at once.
    private async Task ChooseColumnsAsync(IReadOnlyList<GridColumn> chosen)
    {
        layout = layout.Chosen(chosen, GridColumn.Hidden(schema!));
        columns = layout.Shown(allColumns, chosen.Count == 0 ? TrashColumns.Usual(allColumns) : null);
        query = query with { Columns = null, Pinned = [] };
        await memory.RememberAsync(caller, LayoutOf(schema!), layout, CancellationToken.None);
        await WriteAddressAsync();
    }

    private async Task ResizeAsync((string Path, int Width) column)
    {
        layout = layout.Resized(column.Path, column.Width);
        await memory.RememberAsync(caller, LayoutOf(schema!), layout, CancellationToken.None);
    }

    private Task BuildAsync(string? conditions) => conditions == query.Conditions ? Task.CompletedTask : ShowAsync(query with { Conditions = conditions });

    private async Task WriteAddressAsync() =>
        await address.ReplaceAsync($"trash/{schema!.Slug}", await memory.WriteAsync(caller, query, Leaving.Token), Leaving.Token);
}
