using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records.Bulk;

/// <summary>What pages show of runs, over the real services.</summary>
public sealed class BulkRunListTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CrmHost host = new();
    private Caller person = default!;
    private string entityId = "";
    private string[] recordIds = [];

    public async Task InitializeAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        var owner = CrmHost.Caller(Role.Owner);
        var user = await host.Get<UserService>().CreateAsync(owner, new UserInput("m@example.com", "민수", Role.Member, "long enough pass"), default);
        person = new Caller(user.UserId, ActorKind.User, user.DisplayName, user.Role, "run");
        entityId = (await host.Get<EntityService>().CreateAsync(owner, new EntityBody("고객", "contact", null), default)).EntityId;
        var made = await host.As(Role.Owner).PostJson("records/bulk/create", new { entityId, records = new[] { new { name = "홍길동" } } });
        recordIds = [.. made["resultList"]!.AsArray().Select(item => (string)item!["recordId"]!)];
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task End_OfARun_IsToldOnEachPageThatIsOpen()
    {
        await using var first = Open();
        await using var second = Open();

        host.Get<BulkRuns>().Start(person, new BulkOrder(BulkAct.Delete, entityId, 1), recordIds.ToAsyncEnumerable());

        first.AssertTold("1건을 휴지통으로 옮겼습니다.");
        second.AssertTold("1건을 휴지통으로 옮겼습니다.");
    }

    [Fact]
    public async Task End_OfARunWithoutAPage_IsToldOnTheNextOneAndOnNoLater()
    {
        var run = host.Get<BulkRuns>().Start(person, new BulkOrder(BulkAct.Delete, entityId, 1), recordIds.ToAsyncEnumerable());
        await BulkRunTests.EndAsync(run);

        await using var next = Open();
        next.AssertTold("1건을 휴지통으로 옮겼습니다.");
        await using var later = Open();

        Assert.Empty(later.Toasts.Shown);
    }

    private Page Open() => new(host, person, entityId);

    /// <summary>One page, as in a tab of its own.</summary>
    private sealed class Page : BunitContext
    {
        private readonly IRenderedComponent<BulkRunList> list;
        private int refreshes;

        public Page(CrmHost host, Caller person, string entityId)
        {
            Services.AddSingleton(host.Get<BulkRuns>());
            Services.AddSingleton(TimeProvider.System);
            Services.AddSingleton(Toasts);
            Services.AddSingleton<Texts>();
            Services.AddSingleton<Formats>();
            Services.AddSingleton(host.Get<WorkspaceSettings>());
            Services.AddSingleton(new CallerSource(_ => Task.FromResult(person)));
            list = Render<BulkRunList>(parameters => parameters.Add(p => p.EntityId, entityId).Add(p => p.OnFinished, () => { refreshes++; }));
        }

        public Toasts Toasts { get; } = new();

        public void AssertTold(string text)
        {
            list.WaitForAssertion(() => Assert.Equal((text, 1), (Assert.Single(Toasts.Shown).Text, refreshes)), Patience);
        }
    }
}
