using System.Globalization;
using Bunit;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;
using Record = CrmAdmin.Records.Record;

namespace CrmAdmin.Tests.Records.Grid;

/// <summary>The grid as it is drawn: a cell for every kind of value, and no more drawn than has changed.</summary>
public sealed class RecordGridTests : BunitContext
{
    private static readonly EntitySchema Contact = new("CRMET1", 1, "고객", "contact", null,
    [
        Make(1, "grade", FieldType.Dropdown, [new("골드", "GOLD", 0, "yellow")]),
        Make(2, "spent", FieldType.Number),
        Make(3, "agreed", FieldType.Boolean),
        Make(4, "born", FieldType.Date),
        Make(5, "ssn", FieldType.Text) with { IsMasked = true },
        Make(6, "note", FieldType.Text),
    ]);

    private readonly RowSelection selection = new();

    public RecordGridTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new SteppingClock());
        Services.AddSingleton(new WorkspaceSettings(new WorkspaceProfile("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), CultureInfo.GetCultureInfo("ko"))));
        Services.AddSingleton<Texts>();
        Services.AddSingleton<Formats>();
        Services.AddSingleton(new ShownFiles((_, _) => Task.FromResult<IReadOnlyDictionary<string, FileAnswer>>(new Dictionary<string, FileAnswer>())));
    }

    [Fact]
    public async Task Cells_OfEveryKind_AreDrawnByKind()
    {
        var grid = await ShowAsync(1, seesMasked: false);

        Assert.Equal("골드", grid.Find(".chip.yellow").TextContent);
        Assert.Equal("1,284,000.5", grid.Find("td.num").TextContent.Trim());
        Assert.Single(grid.FindAll("svg.yes"));
        Assert.Equal("1990-07-01", grid.Find("td time").GetAttribute("datetime"));
        Assert.Equal("9*****", grid.Find(".masked").TextContent);
        Assert.Equal("—", grid.Find(".dash").TextContent);
    }

    [Fact]
    public async Task MaskedColumn_ForWhoSeesIt_IsNotMarked()
    {
        var grid = await ShowAsync(1, seesMasked: true);

        Assert.Empty(grid.FindAll(".masked"));
    }

    [Fact]
    public async Task Rows_OfALongList_AreDrawnInPartAndCountedWhole()
    {
        var grid = await ShowAsync(50_000, seesMasked: true);

        Assert.Equal(RecordGrid.FirstRows, grid.FindAll("tr[data-index]").Count);
        Assert.Equal("50001", grid.Find("table").GetAttribute("aria-rowcount"));
        Assert.Equal("2", grid.Find("tr[data-index='0']").GetAttribute("aria-rowindex"));

        await grid.InvokeAsync(() => grid.Instance.ShowAsync(30_000, 30_020));

        Assert.Equal("29992", grid.FindAll("tr[data-index]")[0].GetAttribute("data-index"));
        Assert.Equal(20 + (2 * 8), grid.FindAll("tr[data-index]").Count);

        await grid.InvokeAsync(() => grid.Instance.ShowAsync(30_005, 30_025));

        Assert.Equal("29990", grid.FindAll("tr[data-index]")[0].GetAttribute("data-index"));
        Assert.Equal(20 + (2 * 15), grid.FindAll("tr[data-index]").Count);
    }

    [Theory]
    [InlineData(20, 28)]
    [InlineData(int.MaxValue, RecordGrid.FirstRows)]
    [InlineData(-1, RecordGrid.FirstRows)]
    public async Task AnotherList_WhereTheBrowserToldHowManyRowsItShows_BeginsWithThoseAndAFewMore(int told, int drawn)
    {
        var grid = await ShowAsync(500, seesMasked: true);
        await grid.InvokeAsync(() => grid.Instance.ShowAsync(5, 25));
        var other = await WindowAsync(500);

        grid.Instance.See(told);
        grid.Render(p => p.Add(g => g.Rows, other).Add(g => g.Turn, 1));

        Assert.Equal(drawn, grid.FindAll("tr[data-index]").Count);
        Assert.Equal("0", grid.FindAll("tr[data-index]")[0].GetAttribute("data-index"));
    }

    [Fact]
    public async Task ARow_Chosen_IsTheOnlyOneDrawnAgain()
    {
        var grid = await ShowAsync(200, seesMasked: true);
        var rows = grid.FindComponents<RecordRow>();
        var before = rows.Select(row => row.RenderCount).ToList();

        selection.Set(Id(3), true);
        grid.Render();

        Assert.Equal([3], Enumerable.Range(0, rows.Count).Where(i => rows[i].RenderCount != before[i]));
        Assert.Equal("true", grid.Find("tr[data-index='3']").GetAttribute("aria-selected"));
        Assert.Equal("some", grid.Find("[data-all]").GetAttribute("data-all"));
    }

    [Fact]
    public async Task EveryRow_ChosenOneByOne_IsAll()
    {
        var grid = await ShowAsync(3, seesMasked: true);
        foreach (var row in new[] { 0, 1, 2 })
        {
            selection.Set(Id(row), true);
        }

        grid.Render();

        Assert.Equal("all", grid.Find("[data-all]").GetAttribute("data-all"));
    }

    [Fact]
    public async Task Header_Pressed_AsksForItsOrder()
    {
        (string Path, bool Beside)? asked = null;
        var grid = await ShowAsync(5, seesMasked: true, sort => asked = sort);

        grid.Find("th[data-path='data.spent'] .sort").Click(new Microsoft.AspNetCore.Components.Web.MouseEventArgs { ShiftKey = true });

        Assert.Equal(("data.spent", true), asked);
    }

    private async Task<IRenderedComponent<RecordGrid>> ShowAsync(int total, bool seesMasked, Action<(string, bool)>? onSort = null)
    {
        var window = await WindowAsync(total);
        return Render<RecordGrid>(p => p
            .Add(g => g.Rows, window)
            .Add(g => g.Columns, [.. GridColumn.All(Contact).Take(7)])
            .Add(g => g.Total, total)
            .Add(g => g.Label, "고객")
            .Add(g => g.Href, record => "records/contact/" + record.RecordId)
            .Add(g => g.Selection, selection)
            .Add(g => g.SeesMasked, seesMasked)
            .Add(g => g.OnSort, onSort ?? (_ => { })));
    }

    private static async Task<RowWindow> WindowAsync(int total)
    {
        var window = new RowWindow(
            (startKey, limit, _) =>
            {
                var first = startKey is null ? 0 : int.Parse(startKey, CultureInfo.InvariantCulture);
                return Task.FromResult(new RowPage([.. Enumerable.Range(first, Math.Min(limit, total - first)).Select(Row)], first + limit < total ? $"{first + limit}" : null));
            },
            (startKey, places, _) => Task.FromResult<string?>($"{(startKey is null ? 0 : long.Parse(startKey, CultureInfo.InvariantCulture)) + places}"));
        await window.LoadAsync(0, RecordGrid.FirstRows, default);
        return window;
    }

    private static string Id(int row) => $"CRMRC1{row:00000000000000000000000000}";

    private static Record Row(int row) => new(
        Id(row),
        Contact.EntityId,
        $"홍길동 {row}",
        new Dictionary<string, object>
        {
            ["CRMPP1"] = "GOLD", ["CRMPP2"] = 1_284_000.5, ["CRMPP3"] = true, ["CRMPP4"] = new DateOnly(1990, 7, 1), ["CRMPP5"] = "9*****",
        },
        [],
        null,
        DateTime.UnixEpoch,
        DateTime.UnixEpoch,
        1);

    private static Property Make(int number, string key, FieldType type, IReadOnlyList<PropertyOption>? options = null) =>
        new($"CRMPP{number}", number, key, key, type, options ?? [], IsMasked: false);
}
