using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Files;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Files;

/// <summary>The files of a form over the real service.</summary>
public sealed class FilesInputTests : BunitContext, IClassFixture<CrmHost>
{
    private readonly CrmHost host;
    private IReadOnlyList<string> held = [];
    private Role role = Role.Member;

    public FilesInputTests(CrmHost host)
    {
        this.host = host;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Get<FileService>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<Texts>();
        Services.AddScoped<PageAddress>();
        Services.AddSingleton(new CallerSource(_ => Task.FromResult(CrmHost.Caller(role))));
    }

    [Fact]
    public void Files_Given_AreKeptAndHandedOn()
    {
        var input = Show([]);

        input.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("하나", "하나.txt"), InputFileContent.CreateFromText("둘", "둘.txt"));

        input.WaitForAssertion(() => Assert.Equal(2, held.Count));
        Assert.All(held, fileId => Assert.StartsWith("CRMFL1", fileId, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_MoreThanThereIsRoomFor_AreRefusedByNumber()
    {
        var input = Show([.. Enumerable.Range(1, Limits.FilesPerProperty - 1).Select(i => $"CRMFL1-{i}")]);

        input.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("하나", "하나.txt"), InputFileContent.CreateFromText("둘", "둘.txt"));

        input.WaitForAssertion(() => Assert.Equal(Limits.FilesPerProperty, held.Count));
        input.WaitForAssertion(() => Assert.Contains("20개까지", input.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_OfAViewer_CannotBeChanged()
    {
        role = Role.Viewer;

        var input = Show(["CRMFL1-gone"], canWrite: false);

        Assert.Empty(input.FindComponents<InputFile>());
        Assert.Contains("파일이 없습니다", input.Find("li").TextContent, StringComparison.Ordinal);
        Assert.Empty(input.FindAll("li button"));
    }

    [Fact]
    public async Task File_TakenAway_IsNoLongerHandedOn()
    {
        var kept = await host.Get<FileService>().AddAsync(CrmHost.Caller(Role.Member), "하나.txt", async target => { await target.WriteAsync("하나"u8.ToArray()); return 6; }, default);
        var input = Show([kept.FileId, "CRMFL1-other"]);
        Assert.Contains("하나.txt", input.Find("li").TextContent, StringComparison.Ordinal);

        await input.InvokeAsync(() => input.Find("li .button").Click());

        Assert.Equal(["CRMFL1-other"], held);
    }

    private IRenderedComponent<FilesInput> Show(IReadOnlyList<string> fileIds, bool canWrite = true)
    {
        var input = Render<FilesInput>(given => given
            .Add(p => p.FileIds, fileIds)
            .Add(p => p.Label, "서류")
            .Add(p => p.CanWrite, canWrite)
            .Add(p => p.OnChange, EventCallback.Factory.Create<IReadOnlyList<string>>(this, ids => held = ids)));
        input.WaitForAssertion(() => Assert.DoesNotContain("불러오는 중", input.Markup, StringComparison.Ordinal));
        return input;
    }
}
