using System.Globalization;
using Bunit;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;
using static CrmAdmin.Tests.Conditions.Builder.BuilderSchema;

namespace CrmAdmin.Tests.Conditions.Builder;

/// <summary>A condition outlives the property it is on.</summary>
public sealed class GoneFieldTests : BunitContext
{
    public GoneFieldTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new SteppingClock());
        Services.AddSingleton(new WorkspaceSettings(new WorkspaceProfile("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), CultureInfo.GetCultureInfo("ko"))));
        Services.AddSingleton<Texts>();
    }

    [Theory]
    [InlineData("data.CRMPP1261122184001518GUOaKoEsGDW", "지워진 속성", "vip, gold", "지워진 속성을 쓰는 조건이 있습니다.")]
    [InlineData("data.typo", "data.typo", """{"field":"data.typo","operator":"includes_any","value":["vip","gold"]}""", "알 수 없는 필드입니다: data.typo")]
    public void Condition_OnAPropertyThatWasDeleted_SaysSoInWords(string field, string picked, string value, string wrong)
    {
        var json = $$"""{"operator":"AND","conditions":[{"field":"{{field}}","operator":"includes_any","value":["vip","gold"]}]}""";

        var page = Render<ConditionBuilder>(parameters => parameters.Add(b => b.Schema, Contacts).Add(b => b.Value, json).Add(b => b.Choices, Choices));

        Assert.Equal(picked, page.Find(".field-pick").TextContent.Trim());
        Assert.Equal(value, page.Find(".value").TextContent.Trim());
        Assert.Equal(wrong, page.Find(".condition .field-error").TextContent.Trim());
    }
}
