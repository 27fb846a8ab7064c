using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Relations;
using CrmAdmin.Segments;
using CrmAdmin.Tests;
using CrmAdmin.Trash;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Journeys;

/// <summary>What somebody sees on an open page when another person has removed what it stands on.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MeanwhileTests(BrowserHost host) : IAsyncLifetime
{
    private static readonly Caller Other = new("test", ActorKind.User, "test", Role.Owner, "test");
    private readonly CrmApp app = new();
    private EntitySchema schema = default!;
    private Property state = default!;
    private string first = "";
    private string second = "";

    public async Task InitializeAsync()
    {
        app.Listen();
        var made = await Get<EntityService>().CreateAsync(Other, new EntityBody("손님", "guest", null), default);
        state = (await Get<PropertyService>().CreateAsync(Other, made.EntityId, new PropertyBody("메모", "memo", FieldType.Text, null, null, null, null), default)).Property;
        schema = await Get<EntityService>().GetAsync(Other, made.EntityId, default);
        first = await MakeAsync("홍길동");
        second = await MakeAsync("김철수");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Record_Deleted_IsSaidInItsCellAndInItsPanel()
    {
        await using var tab = await OpenAsync("/records/guest");
        await Cell(tab, "홍길동", "name").DblClickAsync();
        await Get<TrashService>().DeleteAsync(Other, [first], permanent: false, default);

        await tab.Page.Locator("[data-editor] input").FillAsync("홍길순");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("[data-editor] [role=alert]")).ToHaveTextAsync("레코드를 찾을 수 없습니다. 그사이 삭제된 것 같습니다.");

        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "홍길동" }).ClickAsync();
        await Expect(tab.Page.Locator(".record-panel .state")).ToContainTextAsync("레코드가 없습니다");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Property_Removed_IsSaidWhereItIsEdited()
    {
        await using var tab = await OpenAsync("/records/guest");
        await Cell(tab, "홍길동", "data.memo").DblClickAsync();
        await Get<PropertyService>().DeleteAsync(Other, state.PropertyId, default);

        await tab.Page.Locator("[data-editor] input").FillAsync("단골");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Page.Locator("[data-editor] [role=alert]")).ToHaveTextAsync("속성을 찾을 수 없습니다. 그사이 삭제된 것 같습니다.");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Segment_Removed_IsSaidInPlaceOfTheListThatItNarrowed()
    {
        var segment = await Get<SegmentService>().CreateAsync(
            Other, Body(new { entityId = schema.EntityId, name = "홍씨", conditions = Group(new { field = "name", @operator = "contains", value = "홍" }) }), default);
        var where = JsonSerializer.Serialize(Group(new { field = "segmentId", @operator = "includes", value = segment.SegmentId }));
        await using var tab = await OpenAsync("/records/guest?where=" + Uri.EscapeDataString(where));
        await Expect(tab.Page.Locator("td.name")).ToHaveCountAsync(1);

        await Get<SegmentService>().DeleteAsync(Other, segment.SegmentId, default);
        await tab.Page.Locator("[data-shortcut='/']").FillAsync("길동");

        await Expect(tab.Page.Locator(".records-list .state")).ToContainTextAsync("세그먼트");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "조건 모두 지우기" }).ClickAsync();
        await Expect(tab.Page.Locator("td.name")).ToHaveCountAsync(2);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Entity_Removed_IsSaidAtTheNextActAndLeavesTheNavigation()
    {
        await using var tab = await OpenAsync("/records/guest");
        await Get<TrashService>().DeleteAsync(Other, [first, second], permanent: true, default);
        await Get<EntityService>().DeleteAsync(Other, schema.EntityId, default);

        await tab.Page.Locator("[data-shortcut='/']").FillAsync("홍");

        await Expect(tab.Page.Locator(".records-list .state")).ToContainTextAsync("개체를 찾을 수 없습니다. 그사이 삭제된 것 같습니다.");
        await Expect(tab.Page.Locator(".nav")).Not.ToContainTextAsync("손님");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Relation_Ended_IsSaidAndNoLongerListed()
    {
        var type = await Get<RelationTypeService>().CreateAsync(Other, Body(new { name = "소개", fromEntityId = schema.EntityId, toEntityId = schema.EntityId }), default);
        var relation = await Get<RelationService>().CreateAsync(Other, Body(new { relationTypeId = type.RelationTypeId, fromRecordId = first, toRecordId = second }), default);
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync($"/records/guest/{first}/page?part=relations");
        await Expect(tab.Page.Locator("[data-relation]")).ToHaveCountAsync(1);
        await Get<RelationService>().DeleteAsync(Other, relation.RelationId, default);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "김철수 관계 끊기" }).ClickAsync();

        await Expect(tab.Page.Locator(".toast.error")).ToContainTextAsync("관계를 찾을 수 없습니다.");
        await Expect(tab.Page.Locator("[data-relation]")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    private T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    private async Task<string> MakeAsync(string name) =>
        (await Get<RecordService>().CreateAsync(Other, Body(new { entityId = schema.EntityId, name }), default)).Record.RecordId;

    private async Task<Tab> OpenAsync(string path)
    {
        var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync(path);
        await tab.Page.Locator(".table-box[data-live]").WaitForAsync();
        return tab;
    }

    private static ILocator Cell(Tab tab, string name, string path) => tab.Page.Locator("tbody tr", new() { HasText = name })
        .Locator(path == "name" ? "td.name" : "td[data-column='1']");

    private static object Group(params object[] conditions) => new { @operator = "AND", conditions };

    private static JsonElement Body(object body) => JsonSerializer.SerializeToElement(body, Json.Options);
}
