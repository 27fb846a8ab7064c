using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Records;
using CrmAdmin.Records.Editing;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;
using Record = CrmAdmin.Records.Record;

namespace CrmAdmin.Tests.Records;

/// <summary>A field that is taken from the page while its value is on the way: by a link, by another list.</summary>
public sealed class FieldEditorTests : BunitContext, IClassFixture<CrmHost>, IAsyncLifetime
{
    private readonly CrmHost host;
    private readonly TaskCompletionSource mayBeSaved = new();
    private readonly List<Record> saved = [];
    private Record record = default!;
    private GridColumn column = default!;

    public FieldEditorTests(CrmHost host)
    {
        this.host = host;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        var callers = new CallerSource(async _ =>
        {
            await mayBeSaved.Task;
            return CrmHost.Caller(Role.Member);
        });
        Services.AddSingleton(new RecordEdits(host.Get<RecordService>(), callers, new Texts()));
        Services.AddSingleton(host.Get<WorkspaceSettings>());
        Services.AddSingleton(host.Get<Formats>());
        Services.AddSingleton<Toasts>();
        Services.AddSingleton<Texts>();
    }

    public async Task InitializeAsync()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync("고객");
        var recordId = await owner.RecordAsync(entityId, "홍길동");
        (var schema, record) = await host.Get<RecordService>().GetAsync(CrmHost.Caller(Role.Owner), recordId, default);
        column = GridColumn.All(schema).Single(one => one.Path == "name");
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Left_WhileItIsBeingSaved_IsSavedAllTheSame()
    {
        await SaveAndLeaveAsync("임꺽정");

        await Patience.UntilAsync(() => saved.Count == 1);
        Assert.Equal("임꺽정", (await NowAsync()).Name);
        Assert.Equal("임꺽정", Assert.Single(saved).Name);
        Assert.Empty(Services.GetRequiredService<Toasts>().Shown);
    }

    [Fact]
    public async Task Left_WithWhatCannotBeSaved_SaysSoByAToast()
    {
        await SaveAndLeaveAsync("");

        var toasts = Services.GetRequiredService<Toasts>();
        await Patience.UntilAsync(() => toasts.Shown.Count == 1);
        Assert.StartsWith("홍길동: 이름 값을 저장하지 못했습니다. ", toasts.Shown[0].Text, StringComparison.Ordinal);
        Assert.Equal("홍길동", (await NowAsync()).Name);
        Assert.Empty(saved);
    }

    [Fact]
    public async Task Left_WhereSomebodyElseWasFirst_SaysSoByAToast()
    {
        await host.As(Role.Owner).PatchJson($"records/{record.RecordId}", new { name = "장길산" });

        await SaveAndLeaveAsync("임꺽정");

        var toasts = Services.GetRequiredService<Toasts>();
        await Patience.UntilAsync(() => toasts.Shown.Count == 1);
        Assert.EndsWith("다른 사람이 먼저 바꿨습니다.", toasts.Shown[0].Text, StringComparison.Ordinal);
        Assert.Equal("장길산", (await NowAsync()).Name);
    }

    private async Task SaveAndLeaveAsync(string name)
    {
        var editor = Render<FieldEditor>(parameters => parameters.Add(e => e.Record, record).Add(e => e.Column, column).Add(e => e.OnSaved, saved.Add));
        editor.Find("input").Change(name);
        editor.Find("[data-editor-save]").Click();
        await DisposeComponentsAsync();
        mayBeSaved.SetResult();
    }

    private async Task<Record> NowAsync() => (await host.Get<RecordService>().GetAsync(CrmHost.Caller(Role.Owner), record.RecordId, default)).Record;
}
