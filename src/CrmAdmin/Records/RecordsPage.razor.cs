using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid;
using CrmAdmin.Records.Grid.Views;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records;

/// <summary>The records of one entity.</summary>
public sealed partial class RecordsPage(
    EntityService entities, RecordListings listings, GridMemory memory, GridViews gridViews, CallerSource callers, PageAddress address, NavigationManager navigation,
    Navigation lines, Toasts toasts, Texts T)
    : AddressedPage
{
    private readonly RowSelection selection = new();
    private readonly Latest opening = new();
    private readonly Latest reading = new();
    private readonly List<Record> savedMeanwhile = [];
    private RowPicks picks = default!;
    private EntitySchema? schema;
    private Caller caller = default!;
    private GridQuery query = new();
    private GridLayout layout = GridLayout.Usual;
    private IReadOnlyList<GridColumn> allColumns = [];
    private IReadOnlyList<GridColumn> columns = [];
    private Listing? listing;
    private CrmException? failure;
    private RecordGrid? grid;
    private CellPlace? edited;
    private (Record Record, GridColumn Column)? filed;
    private bool isBuilding;
    private bool isCreating;
    private bool isTelling;
    private string? toldId;
    private int turn;
    private int changes;

    /// <summary>The entity's short name.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    /// <summary>The record that is open beside the grid.</summary>
    [Parameter]
    public string? RecordId { get; set; }

    /// <summary>1 opens the page with the form of a new record.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public int? Offer { get; set; }

    private bool CanWrite => caller.Role >= Role.Member;

    private bool SeesMasked => caller.SeesMasked;

    private string Spoken => listing is null ? "" : selection.IsEmpty
        ? T["Records.SpokenCount", Formats.Count(listing.Total, listing.Exact is null)]
        : T["Records.SpokenSelection", selection.Count(listing.Exact) is { } chosen ? Formats.Number(chosen) : T["Records.All"]];

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
        isCreating = false;
        var asking = await callers.GetAsync(Leaving.Token);
        var found = (await entities.ListAsync(asking, Leaving.Token)).Named(Slug);
        var asked = await memory.ReadAsync(asking, navigation.Uri, Leaving.Token) with { RecordId = RecordId };
        var named = await gridViews.ListAsync(asking, found.EntityId, Leaving.Token);
        var kept = await memory.LayoutAsync(asking, found.EntityId, Leaving.Token);
        if (mine.IsCancellationRequested)
        {
            return;
        }

        // All at once: what a person does as soon as the entity stands there is about what the address says, and stays done.
        if (schema is not null && schema.EntityId != found.EntityId)
        {
            // Nothing of one entity ever stands under the columns and acts of another.
            listing?.Dispose();
            (listing, edited, filed) = (null, null, null);
            picks.Clear();
        }

        (caller, schema, views, allColumns) = (asking, found, named, GridColumn.All(found));
        var opened = Opened(asked);
        Lay(opened, kept);
        var isOffered = Offer == 1 && CanWrite && RendererInfo.IsInteractive;
        isCreating |= isOffered;
        await ListAsync(opened);
        if (RendererInfo.IsInteractive && (opened != asked || isOffered))
        {
            await WriteAddressAsync();
        }
    }

    /// <summary>Shows another list, and puts it in the address.</summary>
    private async Task ShowAsync(GridQuery next)
    {
        await ReadNamesAsync(next);
        await ListAsync(next);
        await WriteAddressAsync();
    }

    /// <summary>The entity and its properties as others have named them since, those that they added among them.</summary>
    private async Task ReadNamesAsync(GridQuery next)
    {
        var all = await entities.ListAsync(caller, Leaving.Token);
        if (all.FirstOrDefault(entity => entity.EntityId == schema!.EntityId) is not { } now || now.DateUpdated == schema!.DateUpdated)
        {
            return;
        }

        (schema, allColumns) = (now, GridColumn.All(now));
        await LayAsync(next);
        lines.Refresh();
    }

    /// <summary>Reads the first rows of a list; the one before stays until they are there. Its number follows later.</summary>
    private async Task ListAsync(GridQuery next)
    {
        query = next;
        turn++;
        (edited, filed) = (null, null);
        picks.Clear();
        await ReplaceAsync(listings.Of(next.Selection(schema!.EntityId)), 0, RecordGrid.FirstRows);
    }

    private async Task ReplaceAsync(Listing fresh, int first, int last)
    {
        var mine = reading.Next();
        savedMeanwhile.Clear();
        var refusal = await fresh.TryOpenAsync(first, last);
        if (mine.IsCancellationRequested || Leaving.IsCancellationRequested)
        {
            fresh.Dispose();
            return;
        }

        listing?.Dispose();
        (listing, failure) = (refusal is null ? fresh : null, refusal);
        savedMeanwhile.ForEach(record => listing?.Rows.Replace(record));
        if (refusal?.Code == ErrorCode.ResourceNotFound)
        {
            // Somebody has removed the entity: it leaves the navigation too.
            lines.Refresh();
        }

        if (RendererInfo.IsInteractive && refusal is null)
        {
            // Without conditions an index alone counts to the end; with them only a part is counted unasked.
            _ = CountAsync(fresh, exact: !query.IsNarrowed);
        }
    }

    private async Task CountAsync(Listing counted, bool exact)
    {
        await counted.TryCountAsync(exact);
        StateHasChanged();
    }

    private Task CountExactlyAsync() => listing is null ? Task.CompletedTask : CountAsync(listing, exact: true);

    private async Task LoadedAsync(bool complete)
    {
        if (listing is { } shown && (shown.NeedsExactCount || !complete))
        {
            await CountAsync(shown, exact: true);
        }
    }

    private void Fail(CrmException e) => failure = e;

    /// <summary>Reads the same list again, at the same place; after something was changed.</summary>
    private async Task RefreshAsync()
    {
        picks.Clear();
        edited = null;
        changes++;
        lines.Refresh();
        if (schema is null)
        {
            return;
        }

        await ReadNamesAsync(query);
        await ReplaceAsync(listings.Of(query.Selection(schema.EntityId)), grid?.Drawn.First ?? 0, grid?.Drawn.Last ?? RecordGrid.FirstRows);
    }

    private string Address(string? recordId) => recordId is null ? $"records/{Slug}" : $"records/{Slug}/{recordId}";

    private async Task WriteAddressAsync() =>
        await address.ReplaceAsync(Address(query.RecordId), await memory.WriteAsync(caller, query, Leaving.Token), Leaving.Token);
}
