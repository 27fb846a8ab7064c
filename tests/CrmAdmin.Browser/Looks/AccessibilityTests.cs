using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace CrmAdmin.Browser.Looks;

/// <summary>axe finds nothing serious or critical on any page, in either theme.</summary>
[Collection(LooksCollection.Name)]
public sealed class AccessibilityTests(BrowserHost host)
{
    private static readonly string[] Grave = ["serious", "critical"];
    private static readonly RunOnlyOptions Everything = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    // A theme is a choice of colours and of nothing else: these are the rules that look at colours.
    private static readonly RunOnlyOptions Colors = RunOnlyOptions.Rules("color-contrast", "link-in-text-block");

    public static TheoryData<string> Pages() => [.. SeenPage.All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_HeldAgainstAxe_HasNothingGrave(string name)
    {
        var page = SeenPage.All.Single(p => p.Name == name);
        await using var tab = await host.OpenTabAsync(signIn: page.SignedIn);
        await tab.PreferAsync("ko", "light");
        await tab.ShowAsync(page);
        var light = await GraveAsync(tab, Everything);

        await tab.SwitchAsync("dark");
        var dark = await GraveAsync(tab, Colors);

        Assert.True(light.Length + dark.Length == 0, string.Join('\n', [.. light, .. dark.Select(found => "dark: " + found)]));
    }

    private static async Task<string[]> GraveAsync(Tab tab, RunOnlyOptions rules)
    {
        var found = await tab.Page.RunAxe(new AxeRunOptions { RunOnly = rules, ResultTypes = [ResultType.Violations] });
        return [.. found.Violations.Where(v => Grave.Contains(v.Impact)).Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")];
    }
}
