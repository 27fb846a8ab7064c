using Bunit;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Shell;

/// <summary>When pages read their address, and what becomes of a reading that does not end well.</summary>
public sealed class AddressedPageTests : BunitContext
{
    private NavigationManager Moves => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Page_OpenedAndLedToAgain_ReadsItsAddressEachTime()
    {
        var page = Render<Counter>();
        Assert.Equal("1", page.Markup);
        page.Render();
        Assert.Equal("1", page.Markup);

        Moves.NavigateTo(Moves.Uri);

        Assert.Equal("2", page.Markup);
    }

    [Fact]
    public void Reading_ThatWaits_ShowsWhatItHasTakenOverAlready()
    {
        var rest = new TaskCompletionSource();
        var page = Render<Counter>();
        page.Instance.Rest = rest.Task;

        Moves.NavigateTo("?q=1");

        Assert.Equal("2", page.Markup);
        rest.SetResult();
    }

    [Fact]
    public async Task Page_ThatIsLeft_ReadsNoMore()
    {
        var page = Render<Counter>().Instance;
        await DisposeComponentsAsync();

        Moves.NavigateTo("elsewhere");

        Assert.Equal(1, page.Read);
    }

    [Fact]
    public void Reading_Overtaken_LeavesThePageAsItIs()
    {
        var page = Render<Counter>();
        page.Instance.Next = new OperationCanceledException();

        Moves.NavigateTo("?q=1");

        Assert.Equal("1", page.Markup);
    }

    [Fact]
    public void Reading_ThatFails_IsTheBoundarysToTell()
    {
        var whole = Render<ErrorBoundary>(parameters => parameters.Add(boundary => boundary.ChildContent, child =>
        {
            child.OpenComponent<Counter>(0);
            child.CloseComponent();
        }).Add(boundary => boundary.ErrorContent, error => $"<p>{error.Message}</p>"));
        whole.FindComponent<Counter>().Instance.Next = new InvalidOperationException("gone");

        Moves.NavigateTo("?q=1");

        Assert.Equal("gone", whole.Find("p").TextContent);
    }

    private sealed class Counter : AddressedPage
    {
        public int Read { get; private set; }

        public Exception? Next { get; set; }

        public Task Rest { get; set; } = Task.CompletedTask;

        protected override Task ReadAddressAsync()
        {
            if (Next is not null)
            {
                return Task.FromException(Next);
            }

            Read++;
            return Rest;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Read);
    }
}
