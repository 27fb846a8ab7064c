using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace CrmAdmin.Browser.Looks;

/// <summary>axe finds nothing serious or critical on any page, in either theme.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(BrowserHost host)
{
    private static readonly string[] Grave = ["serious", "critical"];

    public static TheoryData<string, string> Pages()
    {
        var pages = new TheoryData<string, string>();
        foreach (var page in SeenPage.All)
        {
            pages.Add(page.Name, "light");
            pages.Add(page.Name, "dark");
        }

        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_HeldAgainstAxe_HasNothingGrave(string name, string theme)
    {
        var page = SeenPage.All.Single(p => p.Name == name);
        await using var tab = await host.OpenTabAsync(signIn: page.SignedIn);
        await tab.PreferAsync("ko", theme);
        await tab.ShowAsync(page);

        var found = await tab.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") });

        var grave = found.Violations.Where(v => Grave.Contains(v.Impact)).Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ToList();
        Assert.True(grave.Count == 0, string.Join('\n', grave));
    }
}
