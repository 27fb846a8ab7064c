using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Shell;

public sealed class PaletteTests : BunitContext
{
    private readonly SteppingClock clock = new();
    private readonly List<string> asked = [];
    private readonly List<CancellationToken> tokens = [];
    private readonly TaskCompletionSource<IReadOnlyList<PaletteHit>> slow = new();
    private CrmException? refusal;

    public PaletteTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        Services.AddSingleton<TimeProvider>(clock);
        Services.AddSingleton<Texts>();
        Services.AddSingleton(new CallerSource(_ => Task.FromResult(CrmHost.Caller(Role.Viewer))));
        Services.AddSingleton<PaletteSearch>(FindAsync);
    }

    [Fact]
    public void Typed_AfterARest_ShowsWhatWasFoundAndForWhat()
    {
        var palette = Open();

        palette.Find("input").Input("김");
        Assert.Empty(asked);
        Rest();

        palette.WaitForAssertion(() => Assert.Equal("김민수", palette.Find("[data-found] .text").TextContent));
        Assert.Equal("김", palette.Find(".pick").GetAttribute("data-query"));
        Assert.Equal("records/contact/1/page", palette.Find("[data-found]").GetAttribute("href"));

        palette.Find("input").Input(" ");
        palette.WaitForAssertion(() => Assert.Empty(palette.FindAll("[data-found]")));
    }

    [Fact]
    public async Task TypedOn_WhileFinding_CancelsWhatWasAskedBefore()
    {
        var palette = Open();
        palette.Find("input").Input("slow");
        Rest();
        await Patience.UntilAsync(() => asked.Count == 1);

        palette.Find("input").Input("slower");

        // Cancelling what runs may end on another thread, and only then the rest begins.
        await Patience.UntilAsync(() =>
        {
            Rest();
            return asked.Count == 2;
        });
        Assert.True(tokens[0].IsCancellationRequested);
        slow.SetResult([new("늦은", "late", "person", "")]);

        palette.WaitForAssertion(() => Assert.Equal("김민수", palette.Find("[data-found] .text").TextContent));
        Assert.Equal("slower", palette.Find(".pick").GetAttribute("data-query"));
    }

    [Fact]
    public async Task Refused_Search_LeavesThePagesThere()
    {
        refusal = new CrmException(ErrorCode.Unauthorized, "Http.Unauthorized");
        var palette = Open();

        palette.Find("input").Input("김");
        Rest();

        await Patience.UntilAsync(() => asked.Count == 1);
        Assert.Equal(["홈", "API 키"], palette.FindAll("[role=group]")[0].QuerySelectorAll(".text").Select(t => t.TextContent));
        Assert.Equal("records/contact?new=1", palette.FindAll("[role=group]")[2].QuerySelector("a")!.GetAttribute("href"));
    }

    private Task<IReadOnlyList<PaletteHit>> FindAsync(Caller caller, string typed, CancellationToken token)
    {
        asked.Add(typed);
        tokens.Add(token);
        return refusal is not null ? Task.FromException<IReadOnlyList<PaletteHit>>(refusal)
            : typed == "slow" ? slow.Task.WaitAsync(token)
            : Task.FromResult<IReadOnlyList<PaletteHit>>([new("김민수", "records/contact/1/page", "people", "고객")]);
    }

    private void Rest() => clock.Step(TimeSpan.FromMilliseconds(200));

    private IRenderedComponent<Palette> Open() => Render<Palette>(parameters => parameters.Add(p => p.Lines,
    [
        new(0, "홈", "", "home"),
        new(91, "API 키", "settings/api-keys", "settings", Place: NavPlace.PalettePage),
        new(10, "새 고객", "records/contact?new=1", "plus", Place: NavPlace.PaletteAct),
    ]));
}
