using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using static CrmAdmin.Tests.Conditions.Builder.BuilderSchema;

namespace CrmAdmin.Tests.Conditions.Builder;

public sealed partial class ConditionBuilderTests : BunitContext
{
    private const string NameHong = """{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"홍"}]}""";

    private static readonly CultureInfo Korean = CultureInfo.GetCultureInfo("ko");

    private readonly List<string?> handedOn = [];
    private readonly List<string?> counted = [];
    private readonly SteppingClock clock = new();

    public ConditionBuilderTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Korean;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(clock);
        Services.AddSingleton(new WorkspaceSettings(new WorkspaceProfile("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), Korean)));
        Services.AddSingleton<Texts>();
        Services.AddSingleton<Formats>();
        Services.AddScoped<Toasts>();
        Services.AddScoped<PageAddress>();
    }

    [Fact]
    public void FieldPicked_OfEachKind_OffersItsOperatorsAlone()
    {
        var page = Open(null);
        page.Find("[data-part=add]").Click();

        PickField(page, 0, Path("total"));

        var operators = page.FindAll("select.operator option").Select(o => o.GetAttribute("value")).ToArray();
        Assert.Contains("between", operators);
        Assert.DoesNotContain("contains", operators);
        Assert.DoesNotContain("in_last_days", operators);
    }

    [Fact]
    public void TypedValue_AfterARest_IsHandedOnOnce()
    {
        var page = Open(NameHong);

        Input(page).Input("홍길");
        Input(page).Input("홍길동");
        Assert.Empty(handedOn);
        Rest();

        page.WaitForAssertion(() => Assert.Equal("""{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"홍길동"}]}""", Assert.Single(handedOn)));
        Assert.Equal(2, counted.Count);
    }

    [Fact]
    public async Task Settle_BeforeARest_HandsOnOnceAndSaysWhatIsWrong()
    {
        var page = Open(NameHong);

        Input(page).Input("김");
        Assert.True(await page.InvokeAsync(page.Instance.SettleAsync));
        Rest();
        Assert.Contains("김", Assert.Single(handedOn), StringComparison.Ordinal);

        page.Find("select.operator").Change("equals");
        Input(page).Input("\0");
        Assert.False(await page.InvokeAsync(page.Instance.SettleAsync));
    }

    [Fact]
    public void WrongValue_Typed_IsToldAtItsConditionAndNotHandedOn()
    {
        var page = Open($$"""{"operator":"AND","conditions":[{"field":"name","operator":"is_empty"},{"field":"{{Path("total")}}","operator":"equals","value":1}]}""");

        Input(page).Input("열");
        Rest();

        var wrong = page.FindAll(".condition")[1];
        Assert.Contains("숫자여야 합니다", wrong.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".condition")[0].QuerySelectorAll(".field-error"));
        Assert.Empty(handedOn);
    }

    [Fact]
    public void Choices_Picked_BecomeChipsThatCanBeTakenAwayAndCountAtOnce()
    {
        var page = Open($$"""{"operator":"AND","conditions":[{"field":"{{Path("grade")}}","operator":"includes_any","value":["VIP"]}]}""");

        page.Find(".value [data-value=GOLD]").Click();
        Assert.Equal(["VIP", "골드"], page.FindAll(".value .chips .chip > span").Select(c => c.TextContent));
        Assert.Contains("GOLD", Assert.Single(handedOn), StringComparison.Ordinal);

        page.FindAll(".value .chips .chip button")[0].Click();
        Assert.Equal(["골드"], page.FindAll(".value .chips .chip > span").Select(c => c.TextContent));
    }

    [Fact]
    public void Tag_TypedWithoutBeingKnown_CanBeTakenAsItStands()
    {
        var page = Open("""{"operator":"AND","conditions":[{"field":"tags","operator":"includes_any","value":["단골"]}]}""");

        page.Find(".value .search input").Input("새 태그");
        page.WaitForElement(".value [data-value='새 태그']").Click();

        Assert.Equal(["단골", "새 태그"], page.FindAll(".value .chips .chip > span").Select(c => c.TextContent));
    }

    [Fact]
    public void RelativeDate_Shown_SaysWhatItComesToToday()
    {
        var page = Open($$"""{"operator":"AND","conditions":[{"field":"{{Path("birthday")}}","operator":"in_last_days","value":30}]}""");

        Assert.Equal("10/22\u00A0목\u00A0– 11/21\u00A0토,\u00A0KST", page.Find(".range").TextContent);
    }

    [Fact]
    public void ThirdLevel_OfGroups_ShowsTheAdvice()
    {
        var page = Open(null);
        page.FindAll(".group-foot button")[1].Click();
        Assert.Empty(page.FindAll(".advice"));

        page.FindAll(".group .group .group-foot button")[1].Click();

        Assert.Single(page.FindAll(".advice"));
    }

    [Fact]
    public void FullGroup_Shown_OffersNoMoreAndSaysWhy()
    {
        var conditions = string.Join(',', Enumerable.Repeat("""{"field":"name","operator":"is_empty"}""", 50));
        var page = Open($$"""{"operator":"AND","conditions":[{{conditions}}]}""");

        Assert.All(page.FindAll(".group-foot button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("50", page.Find(".group-foot .muted").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_BelowTheTree_FollowsIt()
    {
        var page = Open(NameHong);
        Assert.Equal("이름에 '홍'이 들어가는 고객", page.Find(".said").TextContent);

        Input(page).Input("김");

        Assert.Equal("이름에 '김'이 들어가는 고객", page.Find(".said").TextContent);
    }

    [Fact]
    public void JsonView_Edited_GoesIntoTheTreeOrNamesThePath()
    {
        var page = Open(NameHong);
        View(page, 2);
        Assert.Contains("\"value\": \"홍\"", page.Find("textarea").GetAttribute("value"), StringComparison.Ordinal);

        page.Find("textarea").Input("""{"operator":"AND","conditions":[{"field":"name","operator":"equals"}]}""");
        Assert.Equal("conditionGroup.conditions[0].value", page.Find(".problems code").TextContent);
        page.Find("textarea").Input("{");
        Assert.Equal("1번째 줄", page.Find(".problems code").TextContent);
        page.Find("textarea").Input("""{"operator":"OR","conditions":[{"field":"data.grade","operator":"equals","value":"VIP"}]}""");
        Assert.Empty(page.FindAll(".problems"));

        View(page, 0);
        Assert.Equal("등급", page.Find(".field-pick .ellipsis").TextContent);
        page.Find(".builder-tools button").Click();
        Assert.Equal("이름", page.Find(".field-pick .ellipsis").TextContent);
    }

    [Fact]
    public void CurlView_WithQuotesInAValue_StaysOneShellWord()
    {
        var page = Open("""{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"O'Hara"}]}""");

        View(page, 3);

        Assert.Contains("""O'\''Hara""", page.Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Drop_OfAConditionIntoAGroup_MovesIt()
    {
        var page = Open("""{"operator":"AND","conditions":[{"field":"name","operator":"is_empty"},{"operator":"OR","conditions":[{"field":"tags","operator":"is_empty"}]}]}""");
        var moved = page.FindAll(".child")[0].GetAttribute("data-node");
        var group = page.Find(".group .group").GetAttribute("data-node");

        page.Find("[data-drop]").Change($"{moved} {group} 1");

        Assert.Equal(2, page.FindAll(".group .group .condition").Count);
    }

    [Fact]
    public void UndoAndRedo_Pressed_GoThroughTheSteps()
    {
        var page = Open(NameHong);
        page.Find("[data-part=add]").Click();
        Assert.Equal(2, page.FindAll(".condition").Count);

        page.Find("[data-shortcut='mod+z']").Click();
        Assert.Single(page.FindAll(".condition"));

        page.Find("[data-shortcut^='mod+shift+z']").Click();
        Assert.Equal(2, page.FindAll(".condition").Count);
    }

    [Fact]
    public void EverythingPressable_InTheBuilder_HasAName()
    {
        var page = Open($$"""{"operator":"AND","conditions":[{"field":"{{Path("lastOrder")}}","operator":"between","value":["2026-11-01","2026-11-02T09:30:00+09:00"]},{"operator":"OR","conditions":[{"field":"{{Path("grade")}}","operator":"includes_any","value":["VIP"]}]}]}""");

        foreach (var element in page.FindAll("button, input:not([type=hidden], [type=radio], [aria-hidden]), select"))
        {
            Assert.False(string.IsNullOrWhiteSpace(element.GetAttribute("aria-label") ?? element.TextContent), element.OuterHtml);
        }
    }

    private static IElement Input(IRenderedComponent<ConditionBuilder> page) => page.Find(".value > input");

    private static void View(IRenderedComponent<ConditionBuilder> page, int index) => page.FindAll(".builder-tools .segmented button")[index].Click();

    private static void PickField(IRenderedComponent<ConditionBuilder> page, int row, string path)
    {
        page.FindAll(".field-pick")[row].Click(new MouseEventArgs());
        page.Find($"[data-value='{path}']").Click();
    }

    private void Rest() => clock.Step(ConditionBuilder.Rest);

    private IRenderedComponent<ConditionBuilder> Open(string? json) => Render<ConditionBuilder>(parameters => parameters
        .Add(b => b.Schema, Contacts)
        .Add(b => b.Value, json)
        .Add(b => b.ValueChanged, handedOn.Add)
        .Add(b => b.Choices, Choices)
        .Add(b => b.Count, (group, _, _) =>
        {
            counted.Add(group);
            return Task.FromResult(new BuilderCount(12, false, TimeSpan.FromMilliseconds(3)));
        }));
}
