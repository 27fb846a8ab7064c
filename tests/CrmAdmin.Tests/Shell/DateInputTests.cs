using System.Globalization;
using Bunit;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Shell;

/// <summary>A date that is typed or picked.</summary>
public sealed class DateInputTests : BunitContext
{
    private static readonly WorkspaceProfile Seoul = new("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), CultureInfo.GetCultureInfo("ko"));

    private readonly WorkspaceSettings workspace = new(Seoul);
    private readonly List<string> given = [];

    public DateInputTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        Services.AddSingleton(workspace);
        Services.AddSingleton<Texts>();
    }

    [Fact]
    public void Typing_ADay_GivesItOnceItIsWhole()
    {
        var input = Show(null);

        foreach (var typed in new[] { "2026-1", "2026-11-2", "2026-11-22" })
        {
            input.Find(".input").Input(typed);
        }

        input.Find(".input").Change("2026-11-22");
        Assert.Equal(["2026-11-22"], given);
    }

    [Fact]
    public void Leaving_ADayInAnotherForm_ShowsItInTheUsualOne()
    {
        var input = Show("2026-01-01");

        input.Find(".input").Input("2026. 3. 1.");
        Assert.Empty(given);
        input.Find(".input").Change("2026. 3. 1.");

        Assert.Equal(["2026-03-01"], given);
        Assert.Equal("2026/03/01", input.Find(".input").GetAttribute("value"));
    }

    [Fact]
    public void Leaving_WhatIsNoDay_IsToldInPlaceAndNotGiven()
    {
        var input = Show("2026-01-01", tells: true);

        input.Find(".input").Change("2026-02-30");

        Assert.Empty(given);
        Assert.Equal("2026/11/22처럼 연/월/일로 적어 주세요.", input.Find("[role=alert]").TextContent);
        Assert.Equal("true", input.Find(".input").GetAttribute("aria-invalid"));
        Assert.Equal(input.Find("[role=alert]").Id, input.Find(".input").GetAttribute("aria-describedby"));

        input.Find(".input").Input("2026-02-28");
        Assert.Empty(input.FindAll("[role=alert]"));
        Assert.Equal(["2026-02-28"], given);
    }

    [Fact]
    public void Leaving_WhatIsNoDay_IsGivenAsTypedToWhoTellsOfIt()
    {
        Show(null).Find(".input").Change("내일");

        Assert.Equal(["내일"], given);
    }

    [Fact]
    public void Picking_ADay_IsShownAsTheTextIs()
    {
        var input = Show("2026-01-01", tells: true);
        input.Find(".input").Change("2026-02-30");

        input.Find("[data-picked]").Change("2026-11-23");

        Assert.Equal(["2026-11-23"], given);
        Assert.Equal("2026/11/23", input.Find(".input").GetAttribute("value"));
        Assert.Empty(input.FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData("2026-11-22T14:30:00", null, "2026-11-23T14:30:00", "2026/11/23 14:30")]
    [InlineData("2026-11-22T14:30:00", "2026/11/22 9:05", "2026-11-23T09:05:00", "2026/11/23 09:05")]
    [InlineData("2026-11-22T14:30:05.250", null, "2026-11-23T14:30:05.250", "2026/11/23 14:30:05.250")]
    [InlineData("", "내일", "2026-11-23T00:00:00", "2026/11/23 00:00")]
    public void Picking_ADay_KeepsTheTimeThatStandsThere(string value, string? typed, string expected, string shown)
    {
        var input = Show(value, withTime: true);
        if (typed is not null)
        {
            input.Find(".input").Input(typed);
        }

        input.Find("[data-picked]").Change("2026-11-23");

        Assert.Equal(expected, given[^1]);
        Assert.Equal(shown, input.Find(".input").GetAttribute("value"));
    }

    [Theory]
    [InlineData("2026-11-22", false, "2026-11-22")]
    [InlineData("2026-11-22T14:30:00", true, "2026-11-22")]
    [InlineData("", false, null)]
    [InlineData("내일", false, null)]
    public void Calendar_OpensAtTheDayThatIsChosen(string value, bool withTime, string? chosen) =>
        Assert.Equal(chosen, Show(value, withTime).Find("[data-calendar]").GetAttribute("data-chosen"));

    [Theory]
    [InlineData(DayOfWeek.Monday, "1")]
    [InlineData(DayOfWeek.Sunday, "0")]
    public void Calendar_BeginsTheWeekAsTheWorkspaceDoes(DayOfWeek weekStart, string column)
    {
        workspace.Set(Seoul with { WeekStart = weekStart });

        var calendar = Show(null).Find("[data-calendar]");

        Assert.Equal((column, "Asia/Seoul"), (calendar.GetAttribute("data-week"), calendar.GetAttribute("data-zone")));
    }

    [Fact]
    public void AnotherValue_FromElsewhere_ReplacesWhatWasTyped()
    {
        var input = Show("2026-01-01", tells: true);
        input.Find(".input").Change("2026-02-30");

        input.Render(p => p.Add(i => i.Value, ""));

        Assert.Equal("", input.Find(".input").GetAttribute("value"));
        Assert.Empty(input.FindAll("[role=alert]"));
    }

    private IRenderedComponent<DateInput> Show(string? value, bool withTime = false, bool tells = false) => Render<DateInput>(p => p
        .Add(i => i.Value, value)
        .Add(i => i.WithTime, withTime)
        .Add(i => i.Tells, tells)
        .Add(i => i.ValueChanged, given.Add));
}
