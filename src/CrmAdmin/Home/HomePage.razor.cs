using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Entities;
using CrmAdmin.Exports;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Home;

/// <summary>Home: how much there is, what came lately, what is being done, what is about to go.</summary>
public sealed partial class HomePage(HomeService home, CallerSource callers, PageAddress address) : AddressedPage
{
    private const int MostExports = 50;
    private const int MostTypes = 8;

    private static readonly int[] Periods = [14, 30];

    // The order of the chart's colours; entities beyond it begin anew.
    private static readonly string[] Colors = ["indigo", "teal", "orange", "pink", "blue", "green", "purple", "yellow"];

    private readonly Dictionary<string, EntityFigures> figures = [];
    private HomeFrame? frame;
    private Role role;
    private IReadOnlyList<ExportState>? exports;
    private int days = Periods[0];
    private int turn;

    /// <summary>How many days the chart shows.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public int? Days { get; set; }

    private bool IsCounted => frame!.Entities.All(entity => figures.ContainsKey(entity.EntityId));

    private IEnumerable<(EntitySchema Entity, EntityFigures Figures)> Counted =>
        frame!.Entities.Where(e => figures.ContainsKey(e.EntityId)).Select(e => (e, figures[e.EntityId]));

    protected override async Task ReadAddressAsync()
    {
        days = Days is { } asked && Periods.Contains(asked) ? asked : Periods[0];
        await ReadAsync();
    }

    private static string Records(EntitySchema entity) => $"records/{entity.Slug}";

    private DaySeries Created(EntitySchema entity, EntityFigures counted) => new(
        entity.Name, ColorOf(entity), counted.Created, day => $"{Records(entity)}?c={GridAddress.Encode(HomeService.CreatedOn(day))}");

    private NameBar[] Happened(EntitySchema entity, EntityFigures counted) =>
        [.. counted.Activities.Take(MostTypes).Select(type => new NameBar(type.Type, type.Count, new ActivityAddress(type.Type, frame!.First).On(entity)))];

    private string ColorOf(EntitySchema entity) => Colors[frame!.Entities.ToList().IndexOf(entity) % Colors.Length];

    private async Task ShowAsync(int period)
    {
        days = period;
        await address.ReplaceAsync("", new Dictionary<string, object?> { ["days"] = period == Periods[0] ? null : period.ToString(CultureInfo.InvariantCulture) });
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var mine = ++turn;
        try
        {
            var caller = await callers.GetAsync(Leaving.Token);
            role = caller.Role;
            var fresh = await home.FrameAsync(caller, days, Leaving.Token);
            if (mine != turn)
            {
                return;
            }

            figures.Clear();
            frame = fresh;
            if (RendererInfo.IsInteractive)
            {
                // The first answer to the browser is the frame alone: counting never keeps a person waiting for it.
                StateHasChanged();
                await FillAsync(caller, fresh, mine);
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    /// <summary>Counts entity by entity, showing each as it comes; gives way where another period was chosen meanwhile.</summary>
    private async Task FillAsync(Caller caller, HomeFrame wanted, int mine)
    {
        exports = caller.Role < Role.Member ? [] :
            [.. (await Jobs.ListAsync(caller, MostExports, Leaving.Token)).Where(e => e.Status is JobStatus.Pending or JobStatus.Processing)];
        foreach (var entity in wanted.Entities)
        {
            var counted = await CountAsync(caller, wanted, entity);
            if (mine != turn)
            {
                return;
            }

            if (counted is not null)
            {
                figures[entity.EntityId] = counted;
                StateHasChanged();
            }
        }
    }

    /// <summary>Null where counting takes too long: the place of the figures stays empty.</summary>
    private async Task<EntityFigures?> CountAsync(Caller caller, HomeFrame wanted, EntitySchema entity)
    {
        try
        {
            // Off the circuit's own thread: SQLite answers without yielding.
            return await Task.Run(() => home.CountAsync(caller, wanted, entity.EntityId, Leaving.Token), Leaving.Token);
        }
        catch (CrmException e) when (e.Code == ErrorCode.ResourceNotFound)
        {
            return new EntityFigures(0, new long[wanted.Days], 0, 0, []);
        }
        catch (CrmException e) when (QueryLimit.IsTooCostly(e))
        {
            return null;
        }
    }
}
