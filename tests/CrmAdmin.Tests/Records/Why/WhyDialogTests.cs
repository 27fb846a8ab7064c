using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Records.Grid;
using CrmAdmin.Records.Why;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records.Why;

/// <summary>The dialog over the real services.</summary>
public sealed class WhyDialogTests : BunitContext, IAsyncLifetime
{
    private readonly CrmHost host = new();
    private string entityId = "";
    private string hong = "";
    private string kim = "";

    // Here, and not where it awaits: a culture set there would not flow on.
    public WhyDialogTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");

    public async Task InitializeAsync()
    {
        var admin = host.As(Role.Admin);
        entityId = await admin.EntityAsync();
        await admin.PropertyAsync(entityId, "city");
        hong = await admin.RecordAsync(entityId, "홍길동", new { city = "Seoul" });
        kim = await admin.RecordAsync(entityId, "김철수", new { city = "Busan" });
        JSInterop.Mode = JSRuntimeMode.Loose;
        var callers = new CallerSource(_ => Task.FromResult(CrmHost.Caller(Role.Member)));
        Services.AddSingleton(host.Get<ExplainService>());
        Services.AddSingleton(host.Get<UserService>());
        Services.AddSingleton(new RecordListings(host.Get<SearchService>(), callers, new ShownFiles(host.Get<FileService>().FindAsync)));
        Services.AddSingleton(host.Get<WorkspaceSettings>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<Confirm>();
        Services.AddSingleton<Texts>();
        Services.AddSingleton<Formats>();
        Services.AddSingleton(callers);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Open_ForARecordInTheList_ShowsThatEachPartHolds()
    {
        var dialog = await OpenAsync(hong);

        Assert.Equal("‘홍길동’은 조건에 맞아 이 목록에 있습니다.", dialog.Find(".banner.success").TextContent.Trim());
        var parts = dialog.FindAll(".why .why li");
        Assert.Equal(["holds", "fails"], parts.Select(p => p.ClassName));
        Assert.Contains("Seoul", parts[0].QuerySelector(".seen")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Condition_OnAHiddenField_SaysThatItIsHidden()
    {
        Assert.Empty((await OpenAsync(hong)).FindAll(".wanted .badge"));
        var city = (await SchemaAsync()).Find("city")!.PropertyId;
        await Making.Made(host.As(Role.Admin).PatchJson($"properties/{city}", new { isHidden = true }));

        var dialog = await OpenAsync(hong);

        Assert.Equal(["숨김", "숨김"], dialog.FindAll(".wanted .badge").Select(badge => badge.TextContent));
    }

    [Fact]
    public async Task Pick_OfAnotherRecord_TellsWhatKeepsItOut()
    {
        var dialog = await OpenAsync(hong);

        await dialog.Find(".search input").InputAsync("김");
        dialog.WaitForAssertion(() => Assert.Equal("김철수", dialog.Find(".option .text").TextContent));
        await dialog.Find(".option").ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.Contains("맞지 않는 조건 3개", dialog.Find(".banner.warning").TextContent, StringComparison.Ordinal));
        Assert.All(dialog.FindAll(".why li"), part => Assert.Equal("fails", part.ClassName));
    }

    [Fact]
    public async Task Pick_ByARecordsId_FindsIt()
    {
        var dialog = await OpenAsync(hong);

        await dialog.Find(".search input").InputAsync(kim);

        dialog.WaitForAssertion(() => Assert.Equal("김철수", dialog.Find(".option .text").TextContent));
    }

    [Fact]
    public async Task Open_ForARecordThatIsGone_SaysSo()
    {
        await host.As(Role.Member).DeleteJson($"records/{hong}");

        var dialog = await OpenAsync(hong);

        Assert.NotEmpty(dialog.Find("[role=alert]").TextContent.Trim());
        Assert.Empty(dialog.FindAll(".why"));
    }

    private Task<EntitySchema> SchemaAsync() => host.Get<EntityService>().GetAsync(CrmHost.Caller(Role.Member), entityId, CancellationToken.None);

    private async Task<IRenderedComponent<WhyDialog>> OpenAsync(string recordId)
    {
        var schema = await SchemaAsync();
        const string Either = """
            {"operator":"OR","conditions":[{"field":"data.city","operator":"equals","value":"Seoul"},{"field":"data.city","operator":"equals","value":"Jeju"}]}
            """;
        var dialog = Render<WhyDialog>(parameters => parameters
            .Add(p => p.Schema, schema)
            .Add(p => p.Query, new GridQuery { Keyword = "홍", Conditions = Either })
            .Add(p => p.RecordId, recordId));
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll(".skeleton")));
        return dialog;
    }
}
