using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Settings;

/// <summary>What a person does with the properties of an entity by the mouse.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PropertyTableTests(BrowserHost host)
{
    private static readonly Caller Owner = Caller.System("test");

    [Fact]
    public async Task Property_DraggedOntoAnother_TakesItsPlace()
    {
        await using var app = new CrmApp().Listen();
        var (slug, _) = await MakeAsync(app.Services);
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync($"/settings/entities/{slug}");
        var names = tab.Page.Locator("tbody tr .title");
        await Expect(names).ToHaveTextAsync(["이메일", "등급", "구매액"]);

        await names.Nth(2).DragToAsync(names.Nth(0));

        await Expect(names).ToHaveTextAsync(["구매액", "이메일", "등급"]);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Masking_APropertyThatIsGone_IsRefusedAndNotCalledDone()
    {
        await using var app = new CrmApp().Listen();
        var (slug, emailId) = await MakeAsync(app.Services);
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync($"/settings/entities/{slug}");
        await app.Services.GetRequiredService<PropertyService>().DeleteAsync(Owner, emailId, default);

        await tab.Page.Locator("tbody tr").First.GetByRole(AriaRole.Switch).First.ClickAsync();

        await Expect(tab.Page.Locator(".toast")).ToHaveCountAsync(1);
        await Expect(tab.Page.Locator(".toast")).ToHaveAttributeAsync("role", "alert");
        await Expect(tab.Page.Locator("tbody tr .title")).ToHaveTextAsync(["등급", "구매액"]);
        Assert.Empty(tab.Problems);
    }

    private static async Task<(string Slug, string EmailId)> MakeAsync(IServiceProvider services)
    {
        var entity = await services.GetRequiredService<EntityService>().CreateAsync(Owner, new EntityBody("고객", "people", null), default);
        var properties = services.GetRequiredService<PropertyService>();
        var email = await AddAsync("이메일", FieldType.Email);
        await AddAsync("등급", FieldType.Text);
        await AddAsync("구매액", FieldType.Number);
        return (entity.Slug, email.PropertyId);

        async Task<Property> AddAsync(string name, FieldType type) =>
            (await properties.CreateAsync(Owner, entity.EntityId, new PropertyBody(name, null, type, null, null, null, null), default)).Property;
    }
}
