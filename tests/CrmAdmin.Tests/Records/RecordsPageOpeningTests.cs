using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Records.Editing;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records;

/// <summary>Pages of records that are acted on while their first rows are still being read.</summary>
public sealed class RecordsPageOpeningTests : BunitContext, IClassFixture<CrmHost>, IAsyncLifetime
{
    private readonly IServiceScope scope;
    private readonly CrmHost host;
    private readonly TaskCompletionSource rowsMayCome = new();
    private int asked;
    private string slug = "";

    public RecordsPageOpeningTests(CrmHost host)
    {
        this.host = host;
        scope = host.Services.CreateScope();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("/js/address.js").Mode = JSRuntimeMode.Loose;
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        Services.AddSingleton(new CallerSource(async _ =>
        {
            // The page asks once who is there; everybody after it waits.
            if (Interlocked.Increment(ref asked) > 1)
            {
                await rowsMayCome.Task;
            }

            return CrmHost.Caller(Role.Member);
        }));
        Services.AddSingleton(new ShownFiles(host.Get<FileService>().FindAsync));
        Services.AddSingleton(new Navigation([], [], [], new Texts()));
        Services.AddSingleton<Texts>();
        Services.AddSingleton<Toasts>();
        Services.AddSingleton<Confirm>();
        Services.AddScoped<PageAddress>();
        Services.AddScoped(services => new RecordListings(host.Get<SearchService>(), services.GetRequiredService<CallerSource>(), services.GetRequiredService<ShownFiles>()));
        Services.AddScoped(services => new RecordEdits(host.Get<RecordService>(), services.GetRequiredService<CallerSource>(), services.GetRequiredService<Texts>()));
        SetRendererInfo(new RendererInfo("Server", true));
    }

    public async Task InitializeAsync()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync("고객");
        await owner.RecordAsync(entityId, "홍길동");
        slug = (await host.Get<EntityService>().ListAsync(CrmHost.Caller(Role.Owner), default)).Single(entity => entity.EntityId == entityId).Slug;
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/records/{slug}");
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        scope.Dispose();
    }

    [Fact]
    public async Task New_PressedBeforeTheRowsAreThere_StaysOpen()
    {
        var page = Render<RecordsPage>(parameters => parameters.Add(p => p.Slug, slug));
        await Patience.UntilAsync(() => Volatile.Read(ref asked) > 1);
        page.Render();

        page.Find("[data-shortcut=n]").Click();
        page.Find("#new-name").Change("임꺽정");
        rowsMayCome.SetResult();

        page.WaitForElement("[role=grid]");
        Assert.Equal("임꺽정", page.Find("#new-name").GetAttribute("value"));
    }
}
