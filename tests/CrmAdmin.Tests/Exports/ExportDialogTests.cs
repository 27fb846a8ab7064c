using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Exports;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Exports;

/// <summary>The dialog over the real services.</summary>
public sealed class ExportDialogTests : BunitContext, IAsyncLifetime
{
    private readonly CrmHost host = new() { Settings = { ["Export:SyncLimit"] = "3" } };
    private readonly Toasts toasts = new();
    private ExportHost exports = null!;
    private BunitJSModuleInterop browser = null!;
    private Role role = Role.Member;
    private bool isClosed;

    public async Task InitializeAsync()
    {
        exports = await ExportHost.StartAsync(host);
        await exports.RecordsAsync(new { name = "홍길동" }, new { name = "김철수" });
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        browser = JSInterop.SetupModule("/js/address.js");
        browser.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Get<ExportService>());
        Services.AddSingleton(host.Get<SearchService>());
        Services.AddSingleton(host.Get<ExportOptions>());
        Services.AddSingleton(host.Get<WorkspaceSettings>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<Confirm>();
        Services.AddSingleton(toasts);
        Services.AddSingleton<Texts>();
        Services.AddSingleton<Formats>();
        Services.AddScoped<PageAddress>();
        Services.AddScoped<ExportNews>();
        Services.AddSingleton(new Navigation([], [], [], new Texts()));
        Services.AddSingleton(new CallerSource(_ => Task.FromResult(CrmHost.Caller(role))));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await exports.DisposeAsync();
    }

    [Fact]
    public async Task Open_OverAFewRecords_ShowsTheLinesAndThatItIsMadeAtOnce()
    {
        var dialog = await OpenAsync();

        Assert.Equal("2건 · 바로 만들어집니다 (3건 이하)", dialog.Find(".summary").TextContent.Trim());
        Assert.StartsWith("레코드 ID,이름,age,태그", dialog.Find(".sample").TextContent, StringComparison.Ordinal);
        Assert.Contains("홍길동", dialog.Find(".sample").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_Changed_AreSeenInTheSample()
    {
        var dialog = await OpenAsync();

        await dialog.InvokeAsync(() => dialog.Find("#export-delimiter").Change("Semicolon"));
        await dialog.InvokeAsync(() => dialog.Find("[data-field=name] input").KeyDown(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "ArrowUp", AltKey = true }));
        await dialog.InvokeAsync(() => dialog.Find("[data-field=ownerId] input").Change(false));

        dialog.WaitForAssertion(
            () => Assert.StartsWith("이름;레코드 ID;age;태그;생성일", dialog.Find(".sample").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Columns_OfHiddenProperties_AreNotOffered_OverRestTheyAreWritten()
    {
        var schema = await host.Get<EntityService>().GetAsync(CrmHost.Caller(Role.Member), exports.EntityId, CancellationToken.None);
        await Making.Made(host.As(Role.Admin).PatchJson($"properties/{schema.Find("age")!.PropertyId}", new { isHidden = true }));

        var dialog = await OpenAsync();

        Assert.StartsWith("레코드 ID,이름,태그", dialog.Find(".sample").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("age", dialog.Find(".export-columns").TextContent, StringComparison.Ordinal);
        var now = await host.Get<EntityService>().GetAsync(CrmHost.Caller(Role.Member), exports.EntityId, CancellationToken.None);
        Assert.Contains("age", ExportColumns.For(now, null, CultureInfo.InvariantCulture, []).Select(column => column.Header));
    }

    [Fact]
    public async Task Columns_NoneLeft_SaysSoAndExportsNothing()
    {
        var dialog = await OpenAsync();

        await dialog.InvokeAsync(() => dialog.FindAll(".link")[^1].Click());

        Assert.Contains("열을 하나 이상", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(dialog.Find(".primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Export_OfAFew_SavesTheFileAndCloses()
    {
        var dialog = await OpenAsync();

        await dialog.Find(".primary").ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.True(isClosed));
        Assert.StartsWith(DownloadLinks.Path, (string)browser.VerifyInvoke("download").Arguments[0]!, StringComparison.Ordinal);
        Assert.Equal(ToastKind.Success, Assert.Single(toasts.Shown).Kind);
    }

    [Fact]
    public async Task Export_OfMoreThanTheLimit_BecomesAJobWithAWayToTheList()
    {
        await exports.RecordsAsync(new { name = "셋" }, new { name = "넷" });
        var dialog = await OpenAsync();
        dialog.WaitForAssertion(() => Assert.Equal("4건 · 작업으로 실행됩니다 (3건 초과)", dialog.Find(".summary").TextContent.Trim()));
        Assert.Equal("4건 (작업으로 실행)", dialog.Find(".choice .number").TextContent.Trim());

        await dialog.Find(".primary").ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.True(isClosed));
        browser.VerifyNotInvoke("download");
        Assert.Equal("목록 보기", Assert.Single(toasts.Shown).ActionText);
    }

    [Fact]
    public async Task Open_ByAViewer_SaysThatHeMayNot()
    {
        role = Role.Viewer;

        var dialog = await OpenAsync();

        Assert.NotEmpty(dialog.Find("[role=alert]").TextContent.Trim());
        Assert.True(dialog.Find(".primary").HasAttribute("disabled"));
    }

    private async Task<IRenderedComponent<ExportDialog>> OpenAsync()
    {
        var schema = await host.Get<EntityService>().GetAsync(CrmHost.Caller(Role.Member), exports.EntityId, CancellationToken.None);
        var dialog = Render<ExportDialog>(parameters => parameters
            .Add(p => p.Schema, schema)
            .Add(p => p.Offer, new ExportOffer(new RecordSelection(exports.EntityId), false, new RowSelection()))
            .Add(p => p.OnClose, () => isClosed = true));
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll(".spinner")));
        return dialog;
    }
}
