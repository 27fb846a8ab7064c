using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Conditions;

/// <summary>The condition builder over the grid, in a real browser: keyboard, pointer, input method.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BuilderJourneyTests(BrowserHost host)
{
    [Fact]
    public async Task NestedCondition_BuiltByKeyboardAlone_ShowsWhatTheServiceCounts()
    {
        await using var tab = await OpenAsync();
        var keys = tab.Page.Keyboard;

        await Expect(tab.Page.Locator(".builder [data-part=add]")).ToBeFocusedAsync();
        await PressAsync(keys, "Enter");
        await PickFieldAsync(tab, "등급");
        await PickValueAsync(tab, "VIP");
        await PickValueAsync(tab, "골드");
        await PressAsync(keys, "Escape");

        await FocusByTabAsync(tab, "그룹");
        await PressAsync(keys, "Enter");
        await PickFieldAsync(tab, "이름");
        await keys.TypeAsync("홍");
        await FocusByTabAsync(tab, "조건");
        await PressAsync(keys, "Enter");
        await PickFieldAsync(tab, "최근 주문");
        await FocusByTabAsync(tab, "조건", times: 2);
        await PressAsync(keys, "Enter");
        await PickFieldAsync(tab, "마케팅");

        await Expect(tab.Page.Locator(".builder-foot .said")).ToContainTextAsync("이름에 '홍'이 들어가거나");
        var expected = await CountAsync("""
            {"operator":"AND","conditions":[
              {"field":"data.grade","operator":"includes_any","value":["VIP","GOLD"]},
              {"operator":"OR","conditions":[
                {"field":"name","operator":"contains","value":"홍"},
                {"field":"data.lastOrderAt","operator":"in_last_days","value":30}]},
              {"field":"data.marketingOptIn","operator":"equals","value":true}]}
            """);
        await Expect(tab.Page.Locator(".builder .matches strong")).ToHaveTextAsync($"{Formats.Number(expected)}건");
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?&]c="));
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task AltArrows_OnACondition_MoveItAndKeepTheCursor()
    {
        await using var tab = await OpenAsync(TwoAndAGroup);
        await tab.Page.Locator(".condition .field-pick").First.FocusAsync();

        await PressAsync(tab.Page.Keyboard, "Alt+ArrowDown");
        await Expect(tab.Page.Locator(".condition .field-pick").Nth(1)).ToContainTextAsync("이름");
        await PressAsync(tab.Page.Keyboard, "Alt+ArrowRight");

        await Expect(tab.Page.Locator(".group .group .condition").First).ToContainTextAsync("이름");
        await Expect(tab.Page.Locator(".group .group [data-part=handle]:focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Handle_DraggedIntoAGroup_LandsWhereTheLineShows()
    {
        await using var tab = await OpenAsync(TwoAndAGroup);
        var inner = tab.Page.Locator(".group .group");

        await tab.Page.Locator(".condition .grip").First.DragToAsync(inner.Locator(".condition"), new() { TargetPosition = new() { X = 40, Y = 2 } });

        await Expect(inner.Locator(".condition")).ToHaveCountAsync(2);
        await Expect(inner.Locator(".condition").First).ToContainTextAsync("이름");
    }

    [Fact]
    public async Task ControlZ_InATypedValue_TakesTheBuildersStepBack()
    {
        await using var tab = await OpenAsync(TwoAndAGroup);
        var value = tab.Page.Locator(".value > input.text").First;
        await value.FillAsync("다른 이름");
        await Expect(tab.Page.Locator(".builder-foot .said")).ToContainTextAsync("다른 이름");

        await PressAsync(tab.Page.Keyboard, "Control+z");

        await Expect(value).ToHaveValueAsync("김");
    }

    [Fact]
    public async Task HalfASyllable_WhileComposing_IsNotSearchedFor()
    {
        await using var tab = await OpenAsync(TwoAndAGroup);
        await tab.Page.Locator(".value > input.text").First.FillAsync("");
        var method = await tab.Page.Context.NewCDPSessionAsync(tab.Page);

        await method.SendAsync("Input.imeSetComposition", Composition("ㅎ"));
        await method.SendAsync("Input.imeSetComposition", Composition("호"));
        await tab.Page.WaitForTimeoutAsync(600);
        Assert.DoesNotContain("'호'", await tab.Page.Locator(".builder-foot .said").InnerTextAsync(), StringComparison.Ordinal);
        await method.SendAsync("Input.insertText", new Dictionary<string, object> { ["text"] = "홍" });

        await Expect(tab.Page.Locator(".builder-foot .said")).ToContainTextAsync("'홍'");
    }

    [Fact]
    public async Task LongTree_OnALowScreen_KeepsItsSentenceAndToolsInSight()
    {
        var conditions = string.Join(',', Enumerable.Repeat("""{"field":"name","operator":"contains","value":"김"}""", 15));
        await using var tab = await host.OpenTabAsync();
        await tab.Page.SetViewportSizeAsync(1024, 768);
        await tab.GoAsync("/records/contact?c=" + Records.Grid.GridAddress.Encode($$"""{"operator":"AND","conditions":[{{conditions}}]}"""));

        await tab.Page.ShortcutAsync("f");

        await Expect(tab.Page.Locator(".condition .field-pick").First).ToBeFocusedAsync();
        foreach (var part in new[] { ".builder-foot .said", ".builder-tools" })
        {
            await Expect(tab.Page.Locator(part)).ToBeInViewportAsync(new() { Ratio = 1 });
        }
    }

    private const string TwoAndAGroup = """
        {"operator":"AND","conditions":[
          {"field":"name","operator":"contains","value":"김"},
          {"field":"data.marketingOptIn","operator":"equals","value":true},
          {"operator":"OR","conditions":[{"field":"tags","operator":"is_not_empty"}]}]}
        """;

    private static Dictionary<string, object> Composition(string text) =>
        new() { ["text"] = text, ["selectionStart"] = text.Length, ["selectionEnd"] = text.Length };

    private static Task PressAsync(IKeyboard keys, string key) => keys.PressAsync(key);

    private async Task<Tab> OpenAsync(string? group = null)
    {
        var tab = await host.OpenTabAsync();
        await tab.GoAsync("/records/contact" + (group is null ? "" : "?c=" + Records.Grid.GridAddress.Encode(group)));
        await tab.Page.ShortcutAsync("f");
        await tab.Page.Locator(".builder .matches strong").WaitForAsync();
        return tab;
    }

    /// <summary>In the list of fields that a new condition opens: narrows it, takes the first.</summary>
    private static async Task PickFieldAsync(Tab tab, string name)
    {
        await Expect(tab.Page.Locator(".search > input:focus")).ToBeVisibleAsync();
        await tab.Page.Keyboard.TypeAsync(name);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("[data-part=value] :focus")).ToBeVisibleAsync();
    }

    /// <summary>In an open list of values: narrows it and switches the first.</summary>
    private static async Task PickValueAsync(Tab tab, string name)
    {
        var search = tab.Page.Locator(".value .search > input:focus");
        await Expect(search).ToBeVisibleAsync();
        await search.FillAsync(name);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator(".value .chips .chip", new() { HasText = name })).ToBeVisibleAsync();
    }

    /// <summary>Tab by tab to a button of that name, or to the so many-th of them.</summary>
    private static async Task FocusByTabAsync(Tab tab, string name, int times = 1)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            if (await tab.Page.EvaluateAsync<string>("document.activeElement.textContent.trim()") == name && --times == 0)
            {
                return;
            }
        }

        Assert.Fail($"Tab never came to «{name}».");
    }

    private async Task<long> CountAsync(string group)
    {
        var caller = new Caller("test", ActorKind.System, "test", Role.Owner, "test");
        var contact = await host.Services.GetRequiredService<EntityCatalog>().FindBySlugAsync("contact", default);
        var tree = JsonDocument.Parse(group).RootElement;
        var answer = await host.Services.GetRequiredService<SearchService>().CountAsync(caller, new RecordSelection(contact!.EntityId, tree), exact: true, default);
        return answer.Count;
    }
}
