using System.Globalization;
using Bunit;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Entities;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;
using static CrmAdmin.Tests.Conditions.Builder.BuilderSchema;

namespace CrmAdmin.Tests.Conditions.Builder;

/// <summary>Conditions on a property that has been hidden since.</summary>
public sealed class HiddenFieldTests : BunitContext
{
    private static readonly CultureInfo Korean = CultureInfo.GetCultureInfo("ko");

    private static readonly EntitySchema Hidden = new(
        Contacts.EntityId, 1, "고객", "contact", null, [.. Contacts.Properties.Select(p => p.Key == "grade" ? p with { IsHidden = true } : p)]);

    private readonly List<string?> handedOn = [];

    public HiddenFieldTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Korean;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new WorkspaceSettings(new WorkspaceProfile("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), Korean)));
        Services.AddSingleton<Texts>();
        Services.AddSingleton<Formats>();
        Services.AddScoped<Toasts>();
        Services.AddScoped<PageAddress>();
    }

    [Fact]
    public void HiddenField_IsNotOffered_TheOthersAre()
    {
        var page = Open(null);
        page.Find("[data-part=add]").Click();

        var offered = page.FindAll("[data-value]").Select(option => option.GetAttribute("data-value")).ToList();

        Assert.DoesNotContain(Path("grade"), offered);
        Assert.Contains(Path("total"), offered);
    }

    [Fact]
    public void Condition_OnAHiddenField_IsShownByNameAndSaysThatItIsHidden()
    {
        var page = Open(VipIn("data.grade"));

        Assert.Equal("등급", page.Find(".field-pick .ellipsis").TextContent);
        Assert.Equal("숨김", page.Find(".field-pick .badge").TextContent);
        Assert.Contains("등급 (숨김)", page.Find(".field-pick").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("등급 (숨김)이 VIP", page.Find(".builder-foot .said").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".field-error"));
    }

    [Fact]
    public void Condition_OnAHiddenField_CanBeChangedAndTakenAway()
    {
        var page = Open(VipIn(Path("grade")));

        page.Find("select.operator").Change("excludes");
        Assert.Equal(VipIn(Path("grade")).Replace("includes_any", "excludes", StringComparison.Ordinal), handedOn[^1]);
        page.Find($".tools > [aria-label='{new Texts()["Conditions.BuilderRemove"]}']").Click();

        Assert.Null(handedOn[^1]);
    }

    private static string VipIn(string field) =>
        $$"""{"operator":"AND","conditions":[{"field":"{{field}}","operator":"includes_any","value":["VIP"]}]}""";

    private IRenderedComponent<ConditionBuilder> Open(string? json) => Render<ConditionBuilder>(parameters => parameters
        .Add(b => b.Schema, Hidden)
        .Add(b => b.Value, json)
        .Add(b => b.ValueChanged, handedOn.Add)
        .Add(b => b.Choices, Choices));
}
