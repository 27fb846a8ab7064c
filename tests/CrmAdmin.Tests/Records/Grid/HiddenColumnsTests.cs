using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Records.Editing;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records.Grid;

/// <summary>Where staff read and write records, what is hidden is not to be met, and comes back where it was.</summary>
public sealed class HiddenColumnsTests : BunitContext, IClassFixture<CrmHost>
{
    private static readonly EntitySchema Open = new("CRMET1", 1, "고객", "contact", null,
    [
        new("CRMPP1", 1, "grade", "등급", FieldType.Text, [], IsMasked: false),
        new("CRMPP2", 2, "city", "도시", FieldType.Text, [], IsMasked: false),
        new("CRMPP3", 3, "note", "메모", FieldType.Text, [], IsMasked: false),
    ]);

    private static readonly EntitySchema Hiding = new(
        "CRMET1", 1, "고객", "contact", null, [.. Open.Properties.Select(p => p.Key == "city" ? p with { IsHidden = true } : p)]);

    private static readonly CrmAdmin.Records.Record Hong = new(
        "CRMRC1", "CRMET1", "홍길동", new Dictionary<string, object> { ["CRMPP1"] = "VIP", ["CRMPP2"] = "서울" }, [], null, default, default, 1);

    private static readonly IReadOnlyList<string> City = ["data.city"];

    public HiddenColumnsTests(CrmHost host)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        var callers = new CallerSource(_ => Task.FromResult(CrmHost.Caller(Role.Member)));
        Services.AddSingleton(new RecordEdits(host.Get<RecordService>(), callers, new Texts()));
        Services.AddSingleton(new ShownFiles(host.Get<FileService>().FindAsync));
        Services.AddSingleton(host.Get<WorkspaceSettings>());
        Services.AddSingleton(host.Get<Formats>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<Confirm>();
        Services.AddSingleton(callers);
        Services.AddSingleton<Toasts>();
        Services.AddSingleton<Texts>();
    }

    [Fact]
    public void Columns_OfAHiddenProperty_AreNowhereAmongThoseOffered()
    {
        var all = GridColumn.All(Hiding);

        Assert.DoesNotContain("data.city", all.Select(column => column.Path));
        Assert.DoesNotContain("data.city", GridColumn.Usual(all));
        Assert.DoesNotContain("data.city", TrashColumns.All(Hiding, new TrashOptions(TimeSpan.FromDays(30), TimeSpan.FromHours(1)), TimeProvider.System, new Texts()).Select(column => column.Path));
        var picker = Render<ColumnPicker>(p => p.Add(c => c.All, all).Add(c => c.Shown, all));
        picker.Find("[popovertarget]").Focus();
        Assert.DoesNotContain("도시", picker.Markup, StringComparison.Ordinal);
        Assert.Contains("메모", picker.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void RememberedColumns_ThatNameAHiddenOne_LeaveItOutAndShowItAgainWhereItWas()
    {
        var layout = GridLayout.Usual with { Columns = ["name", "data.grade", "data.city", "data.note"], Pinned = ["data.city"] };

        Assert.Equal(["name", "data.grade", "data.note"], layout.Shown(GridColumn.All(Hiding), null).Select(column => column.Path));
        Assert.Equal(["name", "data.city", "data.grade", "data.note"], layout.Shown(GridColumn.All(Open), null).Select(column => column.Path));
    }

    [Fact]
    public void Chosen_WhileAColumnIsHidden_KeepsItBesideTheOneItStoodBehind()
    {
        var layout = GridLayout.Usual with { Columns = ["name", "data.grade", "data.city", "data.note"], Pinned = ["data.city"] };
        var offered = GridColumn.All(Hiding);

        var moved = layout.Chosen(layout.Shown(offered, ["name", "data.note", "data.grade"]), GridColumn.Hidden(Hiding));
        var fewer = layout.Chosen(layout.Shown(offered, ["name", "data.note"]), GridColumn.Hidden(Hiding));

        Assert.Equal(["name", "data.note", "data.grade", "data.city"], moved.Columns);
        Assert.Equal(["data.city"], moved.Pinned);
        Assert.Equal(["name", "data.city", "data.note"], fewer.Columns);
        Assert.Empty(layout.Chosen([], GridColumn.Hidden(Hiding)).Columns);
    }

    [Theory]
    [InlineData("name,data.note", "", "name,data.note")]
    [InlineData("name,data.note", "name,gone,data.note", "name,data.note")]
    [InlineData("name,data.note", "data.city,name", "name,data.note,data.city")]
    [InlineData("name,data.city", "data.city,name", "name,data.city")]
    public void Kept_OfAChoice_HasWhatIsHiddenAndNothingThatIsGone(string chosen, string before, string kept) =>
        Assert.Equal(kept, string.Join(',', GridLayout.Kept(chosen.Split(','), before.Split(','), City)));

    [Fact]
    public void Sort_ByAHiddenProperty_IsNamedAndSaysThatItIsHidden()
    {
        var bar = Render<RecordsToolbar>(p => p
            .Add(c => c.Schema, Hiding).Add(c => c.Query, new GridQuery { Sort = ["-data.city", "name"] }).Add(c => c.Columns, GridColumn.All(Hiding)));

        Assert.Contains("도시 (숨김)", bar.Markup, StringComparison.Ordinal);
        Assert.Contains("이름", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_OfARecord_HaveNoFieldForIt()
    {
        var fields = Render<RecordFields>(p => p.Add(c => c.Schema, Hiding).Add(c => c.Record, Hong).Add(c => c.CanWrite, true));
        var made = Render<NewRecordDialog>(p => p.Add(c => c.Schema, Hiding));
        var set = Render<SetDialog>(p => p.Add(c => c.Schema, Hiding).Add(c => c.Count, "1"));

        Assert.Contains("등급", fields.Markup, StringComparison.Ordinal);
        Assert.All([fields.Markup, made.Markup, set.Markup], markup => Assert.DoesNotContain("도시", markup, StringComparison.Ordinal));
        Assert.DoesNotContain("서울", fields.Markup, StringComparison.Ordinal);
    }
}
