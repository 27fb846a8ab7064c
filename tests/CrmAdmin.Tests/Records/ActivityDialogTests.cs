using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Records.Page;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records;

/// <summary>What a new activity needs before it can be made.</summary>
public sealed class ActivityDialogTests : BunitContext, IClassFixture<CrmHost>
{
    public ActivityDialogTests(CrmHost host)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Get<ActivityService>());
        Services.AddSingleton(host.Get<WorkspaceSettings>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<Confirm>();
        Services.AddSingleton(new CallerSource(_ => Task.FromResult(CrmHost.Caller(Role.Member))));
        Services.AddSingleton<Texts>();
    }

    [Fact]
    public void Create_WaitsForRecordTypeAndDate()
    {
        var dialog = Render<ActivityDialog>(p => p.Add(d => d.RecordId, "").Add(d => d.Types, ["order.paid"]));
        Assert.True(CannotCreate());

        dialog.Find("#activity-type").Input("통화");
        Assert.True(CannotCreate());
        dialog.Render(p => p.Add(d => d.RecordId, "CRMRC1"));
        Assert.False(CannotCreate());

        dialog.Find("#activity-type").Input("  ");
        Assert.True(CannotCreate());
        dialog.Find(".chips button").Click();
        Assert.False(CannotCreate());
        Assert.Equal("order.paid", dialog.Find("#activity-type").GetAttribute("value"));

        dialog.Find("#activity-date").Input("");
        Assert.True(CannotCreate());
        dialog.Find("#activity-date").Input("2026-04-01 09:00");
        Assert.False(CannotCreate());

        bool CannotCreate() => dialog.Find("footer .primary").HasAttribute("disabled");
    }
}
