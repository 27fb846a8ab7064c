using System.Globalization;
using Bunit;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;
using static CrmAdmin.Tests.Conditions.Builder.BuilderSchema;

namespace CrmAdmin.Tests.Conditions.Builder;

/// <summary>Owners are picked by name, and may be somebody whom the workspace does not know.</summary>
public sealed class OwnerConditionTests : BunitContext
{
    private const string Owned = """{"operator":"AND","conditions":[{"field":"ownerId","operator":"equals","value":"u1"}]}""";

    private readonly List<string?> handedOn = [];
    private readonly SteppingClock clock = new();

    public OwnerConditionTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(clock);
        Services.AddSingleton(new WorkspaceSettings(new WorkspaceProfile("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), CultureInfo.GetCultureInfo("ko"))));
        Services.AddSingleton<Texts>();
    }

    [Fact]
    public void Owner_OfTheWorkspace_IsShownAndSaidByName()
    {
        var page = Open(Owned);

        Assert.Equal("김담당", page.Find(".value .chip > span").TextContent);
        Assert.Contains("'김담당'", page.Find(".said").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_PartOfAName_OffersThePersonBeforeTheTextItself()
    {
        var page = Open(Owned);

        page.Find(".value .search input").Input("김");

        page.WaitForAssertion(() => Assert.Equal(["u1", "김"], page.FindAll(".value [role=option]").Select(o => o.GetAttribute("data-value"))));
        page.FindAll(".value [role=option]")[1].Click();
        page.WaitForAssertion(() => Assert.Contains("\"value\":\"김\"", Assert.Single(handedOn), StringComparison.Ordinal));
    }

    private IRenderedComponent<ConditionBuilder> Open(string json) => Render<ConditionBuilder>(parameters => parameters
        .Add(b => b.Schema, Contacts)
        .Add(b => b.Value, json)
        .Add(b => b.ValueChanged, handedOn.Add)
        .Add(b => b.Choices, Choices));
}
