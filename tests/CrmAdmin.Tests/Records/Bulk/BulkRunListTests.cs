using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Jobs;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records.Bulk;

/// <summary>What pages show of runs, over the real services.</summary>
public sealed class BulkRunListTests : IAsyncLifetime
{
    private const string UnderWay = "0 / 5";
    private readonly CrmHost host = new();
    private BulkHost bulk = null!;

    public async Task InitializeAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        bulk = await BulkHost.StartAsync(host);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task End_OfARun_IsToldOnEachPageThatIsOpen()
    {
        var ids = await bulk.MakeAsync(1);
        await UnderWayAsync();
        await using var first = Open();
        await using var second = Open();
        first.AssertShows(UnderWay);
        second.AssertShows(UnderWay);

        await bulk.Runs.StartAsync(bulk.Member, bulk.Order(BulkAct.Delete), BulkHost.Ids(ids), default);

        first.AssertTold("1건을 휴지통으로 옮겼습니다.");
        second.AssertTold("1건을 휴지통으로 옮겼습니다.");
    }

    [Fact]
    public async Task End_OfARunOrderedInAnotherLanguage_IsToldInThePagesOwn()
    {
        var ids = await bulk.MakeAsync(1);
        await UnderWayAsync();
        await using var page = Open();
        page.AssertShows(UnderWay);

        await Task.Run(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            await bulk.Runs.StartAsync(bulk.Member, bulk.Order(BulkAct.Delete), BulkHost.Ids(ids), default);
        });

        page.AssertTold("1건을 휴지통으로 옮겼습니다.");
    }

    [Fact]
    public async Task End_OfARunWithoutAPage_IsToldOnTheNextOneAndOnNoLater()
    {
        await bulk.RunAsync(bulk.Order(BulkAct.Delete), BulkHost.Ids(await bulk.MakeAsync(1)));

        await using (var next = Open())
        {
            next.AssertTold("1건을 휴지통으로 옮겼습니다.");
            await bulk.ToldAsync();
        }

        await UnderWayAsync();
        await using var later = Open();
        later.AssertShows(UnderWay);
        Assert.Empty(later.Toasts.Shown);
    }

    [Fact]
    public async Task Run_ThatANodeHolds_IsShownAndCanBeStopped()
    {
        var job = await bulk.HeldAsync(bulk.Order(BulkAct.Delete, 2_000), BulkHost.Ids(await bulk.MakeAsync(1_500)));
        using (var run = new JobRun(job.JobId, job.Fence, default))
        {
            await bulk.StepAsync(job, run);
        }

        await using var page = Open();
        page.AssertShows("1,000 / 2,000");
        await page.ClickAsync("취소");

        page.AssertShows("취소했습니다. 1,000건을 휴지통으로 옮겼습니다.");
        await page.ClickAsync("되돌리기");
        page.AssertTold("1,000건을 복원했습니다.", refreshed: 2);
    }

    private Page Open() => new(host, bulk);

    /// <summary>A run by which a page shows that it has read what runs there are, and so knows what is news from then on.</summary>
    private Task UnderWayAsync() => bulk.HeldAsync(bulk.Order(BulkAct.Purge, 5), BulkHost.Ids([]));

    /// <summary>One page, as in a tab of its own.</summary>
    private sealed class Page : BunitContext
    {
        private readonly IRenderedComponent<BulkRunList> list;
        private int refreshes;

        public Page(CrmHost host, BulkHost bulk)
        {
            Services.AddSingleton(host.Get<BulkRuns>());
            Services.AddSingleton(TimeProvider.System);
            Services.AddSingleton(Toasts);
            Services.AddSingleton<Texts>();
            Services.AddSingleton<Formats>();
            Services.AddSingleton(host.Get<WorkspaceSettings>());
            Services.AddSingleton(new CallerSource(_ => Task.FromResult(bulk.Member)));
            SetRendererInfo(new RendererInfo("Server", true));
            list = Render<BulkRunList>(parameters => parameters.Add(p => p.EntityId, bulk.Schema.EntityId).Add(p => p.OnFinished, () => { refreshes++; }));
        }

        public Toasts Toasts { get; } = new();

        public void AssertTold(string text, int refreshed = 1) =>
            list.WaitForAssertion(() => Assert.Equal((text, refreshed), (Assert.Single(Toasts.Shown).Text, refreshes)));

        public void AssertShows(string text) => list.WaitForAssertion(() => Assert.Contains(text, list.Find(".bulk-run").TextContent, StringComparison.Ordinal));

        // Found and pressed in one turn: the list follows its runs and may be drawn anew in between.
        public Task ClickAsync(string button) =>
            list.InvokeAsync(() => list.FindAll("button").First(one => one.TextContent.Trim() == button).ClickAsync(new()));
    }
}
