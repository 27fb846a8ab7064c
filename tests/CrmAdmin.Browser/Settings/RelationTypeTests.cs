using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Relations;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Settings;

/// <summary>The ways in which records can be related, from making one to removing it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RelationTypeTests(BrowserHost host)
{
    private static readonly Caller Owner = Caller.System("test");

    [Fact]
    public async Task RelationType_MadeAndRenamed_IsRemovedOnlyWhileNothingIsRelatedByIt()
    {
        await using var app = new CrmApp().Listen();
        var people = await app.Services.GetRequiredService<EntityService>().CreateAsync(Owner, new EntityBody("고객", "people", null), default);
        await using var tab = await host.OpenTabAsync(app.Address);
        var page = tab.Page;
        await tab.GoAsync("/settings/relations");

        await page.ShortcutAsync("n");
        await page.Locator("#relation-name").FillAsync("소개한 고객");
        await page.Locator("dialog[open] footer .primary").ClickAsync();
        var row = page.Locator("main tbody tr");
        await Expect(row).ToContainTextAsync("고객 → 고객");
        await Expect(row).ToContainTextAsync("같은 이름");
        await row.GetByRole(AriaRole.Button, new() { Name = "수정" }).ClickAsync();
        await page.Locator("#relation-back").FillAsync("소개해 준 고객");
        await page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(row).ToContainTextAsync("소개해 준 고객");

        var relationId = await RelateAsync(app.Services, people.EntityId);
        await RemoveAsync(page, row);
        await Expect(page.Locator(".toasts")).ToContainTextAsync("이 유형의 관계가 남아 있어 삭제할 수 없습니다: 소개한 고객");
        await Expect(row).ToHaveCountAsync(1);

        await app.Services.GetRequiredService<RelationService>().DeleteAsync(Owner, relationId, default);
        await RemoveAsync(page, row);
        await Expect(row).ToHaveCountAsync(0);

        await tab.GoAsync("/settings/audit?action=relation.delete");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row.Locator("a[href^='records/people/']")).ToHaveCountAsync(2);
        Assert.Empty(tab.Problems);
    }

    private static async Task RemoveAsync(IPage page, ILocator row)
    {
        await row.GetByRole(AriaRole.Button, new() { Name = "삭제" }).ClickAsync();
        await page.Locator("[data-confirm]").ClickAsync();
    }

    /// <summary>Relates two new records in the one way there is.</summary>
    private static async Task<string> RelateAsync(IServiceProvider services, string entityId)
    {
        var relationTypeId = Assert.Single(await services.GetRequiredService<RelationTypeService>().ListAsync(Owner, default)).RelationTypeId;
        var fromRecordId = await RecordAsync(services, entityId, "김민수");
        var toRecordId = await RecordAsync(services, entityId, "이서연");
        var body = JsonSerializer.SerializeToElement(new { relationTypeId, fromRecordId, toRecordId });
        return (await services.GetRequiredService<RelationService>().CreateAsync(Owner, body, default)).RelationId;
    }

    private static async Task<string> RecordAsync(IServiceProvider services, string entityId, string name) =>
        (await services.GetRequiredService<RecordService>().CreateAsync(Owner, JsonSerializer.SerializeToElement(new { entityId, name }), default)).Record.RecordId;
}
