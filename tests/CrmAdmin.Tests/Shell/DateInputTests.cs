using System.Globalization;
using Bunit;
using CrmAdmin.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Shell;

/// <summary>A date that is typed or picked.</summary>
public sealed class DateInputTests : BunitContext
{
    private readonly List<string> given = [];

    public DateInputTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
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
    public void Picking_ATime_IsShownAsTheTextIs()
    {
        var input = Show("2026-11-22T14:30:00", withTime: true);
        Assert.Equal("2026/11/22 14:30", input.Find(".input").GetAttribute("value"));

        input.Find("[data-date-native]").Change("2026-11-23T09:00");

        Assert.Equal(["2026-11-23T09:00:00"], given);
        Assert.Equal("2026/11/23 09:00", input.Find(".input").GetAttribute("value"));
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
