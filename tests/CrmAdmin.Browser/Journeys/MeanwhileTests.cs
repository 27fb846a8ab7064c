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
    public async Task Names_ChangedByAnother_StandInTheListAtTheNextAct()
    {
        await using var tab = await OpenAsync("/records/guest?columns=name,data.memo");
        await using var other = await host.OpenTabAsync(app.Address);
        await other.GoAsync("/settings/entities/guest");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "‘메모’ 수정" }).ClickAsync();
        await RenameAsync("#property-name", "비고");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "개체 수정" }).ClickAsync();
        await RenameAsync("#entity-dialog-name", "귀한 손님");

        await tab.Page.Locator("[data-shortcut='/']").FillAsync("홍");
        await Expect(tab.Page.Locator("th[data-path='data.memo']")).ToHaveTextAsync("비고");
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("귀한 손님");
        await Expect(tab.Page.Locator(".nav")).ToContainTextAsync("귀한 손님");
        await Cell(tab, "홍길동", "data.memo").DblClickAsync();
        await tab.Page.Locator("[data-editor] input").FillAsync("단골");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(Cell(tab, "홍길동", "data.memo")).ToHaveTextAsync("단골");
        Assert.Empty(tab.Problems);

        async Task RenameAsync(string box, string name)
        {
            await other.Page.Locator(box).FillAsync(name);
            await other.Page.Keyboard.PressAsync("Enter");
            await Expect(other.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Person_DisabledByAnother_SavesNothingMoreAndIsToldSo_AndStandsDisabledInALaterAct()
    {
        const string Email = "staff@example.com";
        await Get<UserService>().CreateAsync(Other, new UserInput(Email, "직원", Role.Member, CrmApp.OwnerPassword), default);
        await using var staff = await host.OpenTabAsync(app.Address, signIn: false);
        await staff.SignInAsync(Email, CrmApp.OwnerPassword);
        await staff.GoAsync("/records/guest");
        await staff.Page.Locator(".table-box[data-live]").WaitForAsync();
        await Cell(staff, "홍길동", "name").DblClickAsync();
        await staff.Page.Locator("[data-editor] input").FillAsync("바뀌면 안 되는 이름");
        await using var watching = await host.OpenTabAsync(app.Address);
        await watching.GoAsync("/settings/users");
        await using var acting = await host.OpenTabAsync(app.Address);
        await acting.GoAsync("/settings/users");
        await Switch(acting).ClickAsync();
        await Expect(acting.Page.Locator(".toast")).ToContainTextAsync("직원");

        await staff.Page.Keyboard.PressAsync("Enter");
        await Expect(staff.Page.Locator("input[type=password]")).ToBeVisibleAsync();
        Assert.Equal("홍길동", (await Get<RecordService>().GetAsync(Other, first, default)).Record.Name);

        // Whoever still sees the switch on means to turn it off: it is not turned on again.
        await Expect(Switch(watching)).ToBeCheckedAsync();
        await Switch(watching).ClickAsync();
        await Expect(watching.Page.Locator(".toast")).ToContainTextAsync("직원");
        await Expect(Switch(watching)).Not.ToBeCheckedAsync();
        Assert.True((await Get<UserService>().ListAsync(Other, default)).Single(user => user.Email == Email).Disabled);
        Assert.Empty(watching.Problems);
    }

    private static ILocator Switch(Tab tab) => tab.Page.Locator("tr", new() { HasText = "직원" }).GetByRole(AriaRole.Switch);

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
