using System.Globalization;
using Bunit;
using CrmAdmin.Entities;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records.Grid;

/// <summary>Columns that stay at the left: chosen, ordered, remembered.</summary>
public sealed class PinnedColumnsTests : BunitContext
{
    private static readonly IReadOnlyList<GridColumn> All = GridColumn.All(new EntitySchema("CRMET1", 1, "고객", "contact", null,
    [
        new("CRMPP1", 1, "grade", "등급", FieldType.Text, [], IsMasked: false),
        new("CRMPP2", 2, "city", "도시", FieldType.Text, [], IsMasked: false),
        new("CRMPP3", 3, "note", "메모", FieldType.Text, [], IsMasked: false),
    ]));

    private IReadOnlyList<GridColumn> chosen = [];

    public PinnedColumnsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<Texts>();
    }

    [Fact]
    public void Shown_WithPinnedColumns_BeginsWithThem()
    {
        var layout = GridLayout.Usual with { Columns = ["data.grade", "name", "data.city", "data.note"], Pinned = ["data.note", "gone"] };

        var shown = layout.Shown(All, null);

        Assert.Equal(["name", "data.note", "data.grade", "data.city"], shown.Select(column => column.Path));
        Assert.Equal([true, true, false, false], shown.Select(column => column.IsPinned));
        Assert.Equal(["data.note"], layout.Chosen(shown, []).Pinned);
    }

    [Fact]
    public void Shown_AsTheAddressSays_PinsWhatTheAddressSays()
    {
        var layout = GridLayout.Usual with { Columns = ["name", "data.grade"], Pinned = ["data.grade"] };

        Assert.Equal(["name", "data.city", "data.grade"], layout.Shown(All, ["data.grade", "data.city"], ["data.city"]).Select(column => column.Path));
        Assert.Equal([true, false], layout.Shown(All, ["name", "data.grade"]).Select(column => column.IsPinned));
    }

    [Fact]
    public void Address_WithPinnedColumns_NamesThem()
    {
        var written = GridAddress.Write(new GridQuery { Columns = ["name", "data.city"], Pinned = ["data.city"] }, null);

        Assert.Equal("data.city", written["pinned"]);
        Assert.Equal(["data.city"], GridAddress.Read(new Uri("http://localhost/records/contact?columns=name,data.city&pinned=data.city"), out _).Pinned);
    }

    [Fact]
    public void Picker_PinnedAndPinnedNoMore_GivesTheColumnsAnew()
    {
        var picker = Open(["name", "data.grade", "data.city"]);
        picker.Find("[aria-label='도시 왼쪽에 고정']").Click();
        Assert.Equal(["data.city"], GridLayout.PinnedOf(chosen));

        picker = Open(["name", "data.grade", "data.city"], "data.city");
        Assert.Equal(["이름", "도시", "등급"], picker.FindAll("[aria-label='보이는 열'] .ellipsis").Select(label => label.TextContent));
        picker.Find("[aria-label='도시 고정 풀기']").Click();
        Assert.Empty(GridLayout.PinnedOf(chosen));
    }

    [Fact]
    public void Picker_Moving_StaysAmongThePinnedOrTheOthers()
    {
        var picker = Open(["name", "data.city", "data.grade"], "data.city");

        Assert.True(picker.Find("[aria-label='등급 위로']").HasAttribute("disabled"));
        Assert.True(picker.Find("[aria-label='도시 아래로']").HasAttribute("disabled"));
        Assert.True(picker.Find("[aria-label='이름 고정 풀기']").HasAttribute("disabled"));
        picker.Find("[aria-label='도시 위로']").Click();

        Assert.Equal(["data.city", "name", "data.grade"], chosen.Select(column => column.Path));
    }

    [Fact]
    public void Picker_Untouched_HoldsNothingYet()
    {
        var picker = Render<ColumnPicker>(p => p.Add(c => c.All, All).Add(c => c.Shown, All));

        Assert.Empty(picker.FindAll("li"));
    }

    private IRenderedComponent<ColumnPicker> Open(string[] paths, params string[] pinned)
    {
        var picker = Render<ColumnPicker>(p => p
            .Add(c => c.All, All)
            .Add(c => c.Shown, GridLayout.Usual.Shown(All, paths, pinned))
            .Add(c => c.OnChange, columns => chosen = columns));
        picker.Find("[popovertarget]").Focus();
        return picker;
    }
}
