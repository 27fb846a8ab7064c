using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Records.Editing;
using CrmAdmin.Records.Page;
using CrmAdmin.Relations;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records;

/// <summary>A record's page over the real services, as people of different roles find it.</summary>
public sealed class RecordPageStatesTests : BunitContext, IClassFixture<CrmHost>, IAsyncLifetime
{
    private readonly CrmHost host;
    private Role role = Role.Member;
    private Task known = Task.CompletedTask;
    private string slug = "";
    private string recordId = "";
    private string otherId = "";

    public RecordPageStatesTests(CrmHost host)
    {
        this.host = host;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        var callers = new CallerSource(async _ =>
        {
            await known;
            return CrmHost.Caller(role);
        });
        Services.AddSingleton(host.Get<RecordDetails>());
        Services.AddSingleton(host.Get<TrashService>());
        Services.AddSingleton(host.Get<TrashOptions>());
        Services.AddSingleton(host.Get<ActivityService>());
        Services.AddSingleton(host.Get<RelationService>());
        Services.AddSingleton(host.Get<EntityService>());
        Services.AddSingleton(host.Get<WorkspaceSettings>());
        Services.AddSingleton(host.Get<Formats>());
        Services.AddSingleton(new RecordEdits(host.Get<RecordService>(), callers, new Texts()));
        Services.AddSingleton(new ShownFiles(host.Get<FileService>().FindAsync));
        Services.AddSingleton<Toasts>();
        Services.AddSingleton<ActivityActs>();
        Services.AddSingleton(new Navigation([], [], [], new Texts()));
        Services.AddSingleton<Confirm>();
        Services.AddSingleton<Texts>();
        Services.AddScoped<PageAddress>();
        Services.AddSingleton(callers);
    }

    public async Task InitializeAsync()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync("고객");
        var phone = await owner.PropertyAsync(entityId, "phone", "PHONE");
        await owner.PatchJson($"properties/{phone}", new { isMasked = true });
        recordId = await owner.RecordAsync(entityId, "홍길동", new { phone = "010-1234-5678" });
        otherId = await owner.RecordAsync(entityId, "임꺽정");
        slug = (await host.Get<EntityService>().ListAsync(CrmHost.Caller(Role.Owner), default)).Single(entity => entity.EntityId == entityId).Slug;
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void Page_OfAViewer_ShowsMasksAndNothingToChange()
    {
        role = Role.Viewer;

        var page = Open(recordId);

        page.WaitForElement(".record-part .state");
        Assert.Equal("0************", page.Find("[data-field='data.phone'] .masked").TextContent);
        Assert.Equal(["타임라인", "관계", "변경 기록"], page.FindAll("button").Select(button => button.TextContent.Trim()).Where(text => text.Length > 0));
    }

    [Fact]
    public void Page_OfAMember_OffersWhatHeMayDo()
    {
        var page = Open(recordId);

        page.WaitForElement(".record-part .state");
        Assert.Equal("아직 활동이 없습니다", page.Find(".record-part h2").TextContent);
        Assert.Contains("활동 추가", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-shortcut=Delete]"));
    }

    [Fact]
    public void Relations_WhileItIsFoundOutWhoAsks_AreDrawn()
    {
        var page = Open(recordId);
        page.WaitForElement(".record-part .state");
        var asked = new TaskCompletionSource();
        known = asked.Task;

        page.FindAll(".tabs button")[1].Click();

        page.WaitForAssertion(() => Assert.Equal("아직 관계가 없습니다", page.Find(".record-part h2").TextContent));
        asked.SetResult();
    }

    [Fact]
    public async Task Page_OfARecordInTheTrash_RestoresItForAMemberAlone()
    {
        await host.As(Role.Owner).DeleteJson($"records/{recordId}");
        role = Role.Viewer;
        Assert.Empty(Open(recordId).FindAll(".state .primary"));
        role = Role.Member;
        var page = Open(recordId);
        Assert.Equal("휴지통에 있는 레코드입니다", page.Find(".state h2").TextContent);

        await page.Find(".state .primary").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("홍길동", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Undo_WhenAnotherRecordIsShown_RestoresTheOneThatWasDeleted()
    {
        var page = Open(recordId);
        var (confirm, asked) = (Services.GetRequiredService<Confirm>(), new TaskCompletionSource());
        confirm.Changed += () => asked.TrySetResult();
        var deleting = page.Find("[data-shortcut=Delete]").ClickAsync(new());
        await asked.Task.WaitAsync(Patience.Deadline);
        confirm.Answer(confirmed: true);
        await deleting;
        var undo = Assert.Single(Services.GetRequiredService<Toasts>().Shown).Action!;
        page.Render(given => given.Add(p => p.RecordId, otherId));
        page.WaitForAssertion(() => Assert.Equal("임꺽정", page.Find("h1").TextContent));

        await page.InvokeAsync(undo);

        Assert.Equal("임꺽정", page.Find("h1").TextContent);
        Assert.False(await host.Get<RecordDetails>().IsTrashedAsync(CrmHost.Caller(role), recordId, default));
        Assert.Equal("홍길동", (await host.Get<RecordDetails>().GetAsync(CrmHost.Caller(role), recordId, default)).Record.Name);
    }

    [Fact]
    public void Page_OfNoRecord_SaysSo()
    {
        var page = Open("CRMRC1nothing");

        Assert.Equal("레코드가 없습니다", page.Find(".state h2").TextContent);
        Assert.Empty(page.FindAll(".state .primary"));
    }

    private IRenderedComponent<RecordPage> Open(string id)
    {
        var page = Render<RecordPage>(given => given.Add(p => p.Slug, slug).Add(p => p.RecordId, id));
        page.WaitForElement("h1");
        return page;
    }
}
