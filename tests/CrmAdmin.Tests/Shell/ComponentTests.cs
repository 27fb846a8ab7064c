using System.Globalization;
using Bunit;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Shell;

/// <summary>The shared components, rendered alone.</summary>
public sealed class ComponentTests : BunitContext
{
    private readonly SteppingClock clock = new();
    private readonly Toasts toasts = new();
    private readonly Confirm confirm = new();

    public ComponentTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        Services.AddSingleton<TimeProvider>(clock);
        Services.AddSingleton(new WorkspaceSettings(new WorkspaceProfile("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), CultureInfo.GetCultureInfo("ko"))));
        Services.AddSingleton<Texts>();
        Services.AddSingleton<Formats>();
        Services.AddSingleton(toasts);
        Services.AddSingleton(confirm);
    }

    [Theory]
    [InlineData("purple", "purple")]
    [InlineData("Gold", "yellow")]
    [InlineData("#1d4ed8", "blue")]
    [InlineData("#e11d48", "red")]
    [InlineData("#777777", "gray")]
    [InlineData("#zz", "gray")]
    [InlineData(null, "gray")]
    public void ChipColor_OfAnOption_IsOneOfTheTen(string? color, string expected) => Assert.Equal(expected, ChipColors.Name(color));

    [Fact]
    public void EveryIcon_Drawn_IsWellFormed() => Assert.All(
        Icons.Names, name => Assert.NotEmpty(System.Xml.Linq.XElement.Parse($"<svg>{Icons.Shape(name)}</svg>").Elements()));

    [Fact]
    public void Toast_LeftAlone_LeavesButNotUnderThePointer()
    {
        var host = Render<ToastHost>();
        toasts.Success("3건을 휴지통으로 옮겼습니다.");
        host.WaitForElement(".toast").TriggerEvent("onmouseenter", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());

        clock.Step(TimeSpan.FromMinutes(1));
        Assert.Single(host.FindAll(".toast"));

        host.Find(".toast").TriggerEvent("onmouseleave", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        clock.Step(TimeSpan.FromSeconds(7));
        host.WaitForAssertion(() => Assert.Empty(host.FindAll(".toast")));
    }

    [Fact]
    public void Toast_WithTheSameNewsTwice_StandsTwiceAndEachCanBeClosed()
    {
        var host = Render<ToastHost>();
        toasts.Success("3건을 휴지통으로 옮겼습니다.");
        toasts.Success("3건을 휴지통으로 옮겼습니다.");
        host.WaitForAssertion(() => Assert.Equal(2, host.FindAll(".toast").Count));

        toasts.Dismiss(toasts.Shown[0]);
        host.WaitForAssertion(() => Assert.Single(host.FindAll(".toast")));
    }

    [Fact]
    public void Toast_WithAnError_StaysUntilClosed()
    {
        var host = Render<ToastHost>();
        toasts.Error("저장하지 못했습니다.");

        clock.Step(TimeSpan.FromHours(1));

        Assert.Equal("alert", host.WaitForElement(".toast").GetAttribute("role"));
        host.Find(".toast .icon-only").Click();
        Assert.Empty(host.FindAll(".toast"));
    }

    [Fact]
    public void Toast_WithUndo_DoesItOnce()
    {
        var undone = 0;
        var host = Render<ToastHost>();
        toasts.Success("옮겼습니다.", "되돌리기", () => Task.FromResult(undone++));

        host.WaitForElement("[data-shortcut=z]").Click();

        Assert.Equal(1, undone);
        Assert.Empty(host.FindAll(".toast"));
    }

    [Fact]
    public async Task Confirmation_ThatMustBeTyped_CannotBePressedBefore()
    {
        var page = Render<ConfirmDialog>();
        var answer = confirm.AskAsync(new Confirmation("3건을 영구 삭제할까요?", "되돌릴 수 없습니다.", "영구 삭제", true, ["활동 214건"], "영구 삭제"));
        Assert.True(page.WaitForElement("[data-confirm]").HasAttribute("disabled"));
        Assert.Contains("활동 214건", page.Markup, StringComparison.Ordinal);

        page.Find("#confirm-typed").Input("영구 삭제");
        page.Find("[data-confirm]").Click();

        Assert.True(await answer);
        Assert.Empty(page.FindAll("dialog"));
    }

    [Fact]
    public async Task Confirmation_Dismissed_IsANo()
    {
        var page = Render<ConfirmDialog>();
        var first = confirm.AskAsync(new Confirmation("하나", "", "예"));
        var second = confirm.AskAsync(new Confirmation("둘", "", "예"));

        page.WaitForElement("[data-dismiss]").Click();
        Assert.Equal("둘", page.Find("h2").TextContent);
        page.Find("[data-dismiss]").Click();

        var answers = await Task.WhenAll(first, second);
        Assert.Equal([false, false], answers);
    }

    [Fact]
    public void DayBars_OfCounts_AreLinksWithNames()
    {
        var page = Render<DayBars>(parameters => parameters
            .Add(b => b.First, new DateOnly(2026, 11, 19))
            .Add(b => b.Label, "하루에 만든 고객")
            .Add(b => b.Series, new("고객", "indigo", [0, 90, 40], day => $"records/contact?day={day:yyyyMMdd}")));

        Assert.Equal(2, page.FindAll("a.pile").Count);
        var day = page.Find("a.pile");
        Assert.Equal("records/contact?day=20261120", day.GetAttribute("href"));
        Assert.Equal("2026년 11월 20일 금요일 · 고객 90", day.GetAttribute("aria-label"));
        Assert.Equal("height:90%", day.QuerySelector(".bar")!.GetAttribute("style"));
    }
}
