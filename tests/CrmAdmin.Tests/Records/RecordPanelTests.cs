using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Records.Editing;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records;

/// <summary>The record beside the list while another one is asked for.</summary>
public sealed class RecordPanelTests : BunitContext, IClassFixture<CrmHost>, IAsyncLifetime
{
    private readonly CrmHost host;
    private readonly HandFiredTime time = new();
    private TaskCompletionSource held = new();
    private EntitySchema schema = default!;
    private string one = "";
    private string two = "";

    public RecordPanelTests(CrmHost host)
    {
        this.host = host;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        var callers = new CallerSource(async ct =>
        {
            await held.Task.WaitAsync(ct);
            return CrmHost.Caller(Role.Member);
        });
        Services.AddSingleton(host.Get<RecordService>());
        Services.AddSingleton(host.Get<TrashService>());
        Services.AddSingleton(host.Get<TrashOptions>());
        Services.AddSingleton(host.Get<WorkspaceSettings>());
        Services.AddSingleton(host.Get<Formats>());
        Services.AddSingleton(new RecordEdits(host.Get<RecordService>(), callers, new Texts()));
        Services.AddSingleton(new ShownFiles(host.Get<FileService>().FindAsync));
        Services.AddSingleton<Toasts>();
        Services.AddSingleton<Confirm>();
        Services.AddSingleton<Texts>();
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(callers);
    }

    public async Task InitializeAsync()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync("고객");
        (one, two) = (await owner.RecordAsync(entityId, "홍길동"), await owner.RecordAsync(entityId, "임꺽정"));
        schema = await host.Get<EntityCatalog>().GetAsync(entityId, default);
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void Record_ThatFollowsAnother_TakesItsPlaceOnceItIsThere()
    {
        var panel = Open();

        held = new TaskCompletionSource();
        panel.Render(p => p.Add(c => c.RecordId, two));
        Assert.Equal("홍길동", Name(panel));
        Assert.NotEmpty(panel.FindAll("[data-field]"));

        held.SetResult();
        panel.WaitForAssertion(() => Assert.Equal("임꺽정", Name(panel)));
        Assert.Empty(panel.FindAll(".skeleton"));
    }

    [Fact]
    public void Record_ThatIsLongOnItsWay_IsWaitedForWithASkeleton()
    {
        var panel = Open();

        held = new TaskCompletionSource();
        panel.Render(p => p.Add(c => c.RecordId, two));
        time.Fire();
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll(".skeleton")));
        Assert.Equal("", Name(panel));
        Assert.Empty(panel.FindAll("[data-field], .danger"));

        held.SetResult();
        panel.WaitForAssertion(() => Assert.Equal("임꺽정", Name(panel)));
        Assert.Empty(panel.FindAll(".skeleton"));
    }

    private IRenderedComponent<RecordPanel> Open()
    {
        held.SetResult();
        var panel = Render<RecordPanel>(p => p.Add(c => c.Schema, schema).Add(c => c.RecordId, one).Add(c => c.CanWrite, true));
        panel.WaitForAssertion(() => Assert.Equal("홍길동", Name(panel)));
        return panel;
    }

    private static string Name(IRenderedComponent<RecordPanel> panel) => panel.Find("h2").TextContent;

    /// <summary>A clock whose timers go off when the test says so, and not before.</summary>
    private sealed class HandFiredTime : TimeProvider
    {
        private Action fire = () => { };

        public void Fire() => fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            fire = () => callback(state);
            return new Never();
        }

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
