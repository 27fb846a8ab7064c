using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Home;

/// <summary>Home: how much there is, what came lately, what is being done, what is about to go.</summary>
public sealed partial class HomePage(HomeService home, CallerSource callers, PageAddress address) : IDisposable
{
    private const int MostExports = 50;

    private static readonly int[] Periods = [14, 30];

    // The order of the chart's colours; entities beyond it begin anew.
    private static readonly string[] Colors = ["indigo", "teal", "orange", "pink", "blue", "green", "purple", "yellow"];

    private readonly CancellationTokenSource leaving = new();
    private HomeFigures? figures;
    private IReadOnlyList<ExportState> exports = [];
    private int days = Periods[0];

    /// <summary>How many days the chart shows.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public int? Days { get; set; }

    private IReadOnlyList<DaySeries> Created => [.. figures!.Entities.Select(entity => new DaySeries(
        entity.Entity.Name, ColorOf(entity), entity.Created, day => Records(entity) + "?where=" + Uri.EscapeDataString(HomeService.CreatedOn(day))))];

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        days = Days is { } asked && Periods.Contains(asked) ? asked : Periods[0];
        await ReadAsync();
    }

    private static string Records(EntityFigures entity) => $"records/{entity.Entity.Slug}";

    private string ColorOf(EntityFigures entity) => Colors[figures!.Entities.ToList().IndexOf(entity) % Colors.Length];

    private async Task ShowAsync(int period)
    {
        days = period;
        await address.ReplaceAsync("", new Dictionary<string, object?> { ["days"] = period == Periods[0] ? null : period.ToString(CultureInfo.InvariantCulture) });
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            var caller = await callers.GetAsync(leaving.Token);
            figures = await home.ReadAsync(caller, days, leaving.Token);
            exports = caller.Role < Role.Member ? [] :
                [.. (await Jobs.ListAsync(caller, null, MostExports, leaving.Token)).Where(e => e.Status is JobStatus.Pending or JobStatus.Processing)];
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page is gone.
        }
    }
}
