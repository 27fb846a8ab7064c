using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Activities;

/// <summary>The activities of one entity's records. What it shows stands in the address.</summary>
public sealed partial class ActivitiesPage(
    EntityService entityList, EntityActivities list, ActivityActs acts, WorkspaceSettings workspace, CallerSource callers, PageAddress address,
    NavigationManager navigation, Toasts toasts, Formats Formats, Texts T) : AddressedPage
{
    private const int PageSize = 50;
    private const int TypeDays = 90;
    private static readonly int?[] Periods = [7, 30, 90, null];
    private static readonly ActivityAddress Everything = new();
    private readonly Latest reading = new();
    private readonly PagedList<NamedActivity> paged = new();
    private IReadOnlyList<EntitySchema>? entities;
    private EntitySchema? schema;
    private Caller? caller;
    private ActivityAddress shown = Everything;
    private IReadOnlyList<TypeCount> types = [];
    private PickOption? chosen;
    private bool isAdding;
    private bool isCounted;

    /// <summary>The entity's short name; the first entity where there is none.</summary>
    [Parameter]
    public string? Slug { get; set; }

    private bool CanWrite => caller is { Role: >= Role.Member };

    /// <summary>The types to choose from; the one chosen is among them although nothing of it happened lately.</summary>
    private IEnumerable<TypeCount> Offered => shown.Type is null || types.Any(type => type.Type == shown.Type) ? types : types.Append(new TypeCount(shown.Type, 0));

    // Without a beginning nobody counts: it would read everything there ever was.
    private string? Total => shown.From is null || !isCounted ? null
        : Formats.Number(types.Where(type => shown.Type is null || type.Type == shown.Type).Sum(type => type.Count));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        reading.Dispose();
    }

    protected override async Task ReadAddressAsync()
    {
        caller = await callers.GetAsync(Leaving.Token);
        entities = await entityList.ListAsync(caller, Leaving.Token);
        schema = entities.NamedOrFirst(Slug);
        shown = ActivityAddress.Read(new Uri(navigation.Uri));
        paged.Clear();
        await ReadAsync();
    }

    private async Task ShowAsync(ActivityAddress wanted)
    {
        shown = wanted;
        await ReadAsync();
        await address.ReplaceAsync(ActivityAddress.Page(schema!), shown.Query(), Leaving.Token);
    }

    private async Task ReadAsync()
    {
        if (schema is null)
        {
            return;
        }

        isCounted = false;
        var mine = reading.Next();
        if (await paged.ReadAsync(PageAsync))
        {
            await CountAsync(mine);
        }
    }

    private async Task CountAsync(CancellationToken mine)
    {
        var period = (shown with { From = shown.From ?? Formats.Today.AddDays(1 - TypeDays) }).Meant(workspace.TimeZone);
        try
        {
            // Off the circuit's own thread: SQLite answers without yielding.
            var counted = await Task.Run(() => list.TypesAsync(caller!, schema!.EntityId, period.From ?? DateTime.MinValue, period.To, mine), mine);
            if (!mine.IsCancellationRequested)
            {
                (types, isCounted) = (counted, true);
            }
        }
        catch (CrmException e) when (QueryLimit.IsTooCostly(e))
        {
            // The list stands without its number.
        }
    }

    private async Task<ListPage<NamedActivity>> PageAsync(string? startKey)
    {
        caller = await callers.GetAsync(Leaving.Token);
        return await list.ListAsync(caller, schema!.EntityId, shown.Meant(workspace.TimeZone), new ListQuery(PageSize, startKey), Leaving.Token);
    }

    private async Task AddedAsync()
    {
        isAdding = false;
        toasts.Success(T["Activities.Added", chosen!.Text]);
        await ReadAsync();
    }

    private Task DeleteAsync(Activity activity) => acts.DeleteAsync(activity, () => InvokeAsync(ChangedAsync));

    private async Task ChangedAsync()
    {
        if (!Leaving.IsCancellationRequested)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }
}
