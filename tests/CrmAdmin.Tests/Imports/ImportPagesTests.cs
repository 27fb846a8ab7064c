using System.Globalization;
using System.Text;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Imports;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Imports;

/// <summary>The pages of imports over the real services.</summary>
public sealed class ImportPagesTests : BunitContext, IAsyncLifetime
{
    private readonly CrmHost host = new();
    private ImportHost imports = null!;
    private Role role = Role.Member;

    public async Task InitializeAsync()
    {
        imports = await ImportHost.StartAsync(host);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("/js/address.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Get<ImportService>());
        Services.AddSingleton(host.Get<ImportUploads>());
        Services.AddSingleton(host.Get<ImportRegister>());
        Services.AddSingleton(host.Get<ImportTrials>());
        Services.AddSingleton(host.Get<EntityService>());
        Services.AddSingleton(host.Get<Formats>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<Toasts>();
        Services.AddSingleton<Confirm>();
        Services.AddSingleton<Texts>();
        Services.AddScoped<PageAddress>();
        Services.AddSingleton(new Navigation([], [], [], new Texts()));
        Services.AddSingleton(new CallerSource(_ => Task.FromResult(CrmHost.Caller(role))));
        SetRendererInfo(new RendererInfo("Server", true));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Upload_OfAFile_LeadsToItsOwnPage()
    {
        var page = await UploadPageAsync();
        page.WaitForElement("input[type=file]");

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("이름\n홍길동\n", "고객.csv"));

        page.WaitForAssertion(() => Assert.Contains("/imports/CRMIM1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upload_OfNoTable_SaysSoAndKeepsThePage()
    {
        var page = await UploadPageAsync();
        page.WaitForElement("input[type=file]");

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("", "빈 파일.csv"));

        page.WaitForAssertion(() => Assert.Equal("첫 줄에 열 이름이 있어야 합니다.", page.Find("[role=alert]").TextContent.Trim()));
    }

    [Fact]
    public async Task Upload_ByAViewer_IsRefused()
    {
        role = Role.Viewer;

        Assert.Equal(ErrorCode.Forbidden, (await Assert.ThrowsAsync<CrmException>(UploadPageAsync)).Code);
    }

    [Fact]
    public async Task Plan_WithoutAName_CannotBeStarted()
    {
        var page = await PlanAsync("이름,email\n홍길동,hong@example.com\n");
        Assert.False(page.Find(".primary").HasAttribute("disabled"));

        await page.InvokeAsync(() => page.Find("[data-column='0'] select").Change(""));

        page.WaitForAssertion(() => Assert.Contains("이름", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find(".primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Plan_FieldGivenToAnotherColumn_LeavesTheFirst()
    {
        var page = await PlanAsync("이름,메일,비고\n홍길동,hong@example.com,lee@example.com\n");

        await page.InvokeAsync(() => page.Find("[data-column='2'] select").Change("data.email"));

        page.WaitForAssertion(() => Assert.Contains("lee@example.com", page.Find(".trial tbody").TextContent, StringComparison.Ordinal));
        Assert.Equal("", page.Find("[data-column='1'] select").GetAttribute("value"));
    }

    [Fact]
    public async Task Plan_OfAMember_OffersNoMaskedFieldToMatchOn()
    {
        await host.As(Role.Owner).PatchJson($"properties/{imports.Properties["email"]}", new { isMasked = true });

        var page = await PlanAsync("이름,email,phone\n홍길동,hong@example.com,010-1234-5678\n");

        Assert.Equal(["", "name", "data.phone"], page.FindAll("#import-match option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task Plan_WithAHiddenProperty_NeitherOffersNorGuessesIt()
    {
        await Making.Made(host.As(Role.Owner).PatchJson($"properties/{imports.Properties["email"]}", new { isHidden = true }));
        const string File = "이름,email\n홍길동,hong@example.com\n";

        var page = await PlanAsync(File);

        Assert.Equal("", page.Find("[data-column='1'] select").GetAttribute("value"));
        Assert.DoesNotContain("data.email", page.FindAll("[data-column='1'] option").Select(option => option.GetAttribute("value")));
        Assert.Equal("data.email", (string?)(await Making.Made(imports.UploadAsync(File)))["suggestedMappings"]!["1"]);
    }

    [Fact]
    public async Task Plan_WhoseAddressNamesAHiddenProperty_SaysSoAndGoesOn()
    {
        await Making.Made(host.As(Role.Owner).PatchJson($"properties/{imports.Properties["email"]}", new { isHidden = true }));

        var page = await PlanAsync("이름,email\n홍길동,hong@example.com\n", "?map=1:data.email");

        Assert.Equal("data.email", page.Find("[data-column='1'] select").GetAttribute("value"));
        Assert.Equal("email (숨김)", page.Find("[data-column='1'] option[value='data.email']").TextContent);
        Assert.Contains("hong@example.com", page.Find(".trial tbody").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<ImportPage>> PlanAsync(string csv, string query = "")
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var upload = await host.Get<ImportUploads>().ReceiveAsync(CrmHost.Caller(role), new MultipartPart("file", "고객.csv", content), default);
        var preview = await host.Get<ImportService>().AcceptAsync(CrmHost.Caller(role), upload, imports.EntityId, default);
        Services.GetRequiredService<NavigationManager>().NavigateTo(ImportNavigation.Of(preview.ImportId) + query);
        var page = Render<ImportPage>(given => given.Add(p => p.ImportId, preview.ImportId));
        page.WaitForElement("[data-outcome]");
        return page;
    }

    private async Task<IRenderedComponent<ImportUploadPage>> UploadPageAsync()
    {
        var slug = await SlugAsync();
        return Render<ImportUploadPage>(given => given.Add(p => p.Slug, slug));
    }

    private async Task<string> SlugAsync() =>
        (await host.Get<EntityService>().ListAsync(CrmHost.Caller(Role.Owner), default)).Single(entity => entity.EntityId == imports.EntityId).Slug;
}
