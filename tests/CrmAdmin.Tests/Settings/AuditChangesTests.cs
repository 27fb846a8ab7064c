using System.Globalization;
using System.Text.Json;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Http;
using CrmAdmin.Segments;
using CrmAdmin.Settings;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Settings;

/// <summary>What the audit log keeps as codes and JSON is read in words.</summary>
public sealed class AuditChangesTests : BunitContext, IClassFixture<CrmHost>, IAsyncLifetime
{
    private readonly CrmHost host;
    private readonly HttpClient owner;
    private string entityId = "";

    public AuditChangesTests(CrmHost host)
    {
        this.host = host;
        owner = host.As(Role.Owner);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Get<Formats>());
        Services.AddSingleton(new ShownFiles(host.Get<FileService>().FindAsync));
        Services.AddSingleton<Texts>();
    }

    public async Task InitializeAsync()
    {
        entityId = await owner.EntityAsync("고객");
        await owner.PropertyAsync(entityId, "city");
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("ko", "이름에 '홍'이 들어가는 고객", "city가 'Seoul'인 고객")]
    [InlineData("en", "contains “홍”", "city is “Seoul”")]
    public async Task Conditions_OfASegment_AreSaidAsTheBuilderSaysThem(string language, string before, string after)
    {
        var segmentId = await SegmentAsync("name", "contains", "홍");
        await Making.Made(owner.PatchJson($"segments/{segmentId}", new { conditions = Group("data.city", "equals", "Seoul") }));

        var told = await ToldAsync("segment.update", language);

        Assert.Contains(before, told, StringComparison.Ordinal);
        Assert.Contains(after, told, StringComparison.Ordinal);
        Assert.DoesNotContain("{", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko", "세그먼트")]
    [InlineData("en", "Segment")]
    public async Task Segment_IsNamed_AndItsIdToldWhereItIsGone(string language, string kind)
    {
        var segmentId = await SegmentAsync("name", "contains", "홍");
        await Making.Made(owner.PatchJson($"segments/{segmentId}", new { color = "red" }));

        Assert.StartsWith($"{kind} 어떤", (await ToldAsync("segment.update", language)).Trim(), StringComparison.Ordinal);

        await owner.DeleteJson($"segments/{segmentId}");

        Assert.StartsWith($"{kind} {segmentId}", (await ToldAsync("segment.update", language)).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Removal_SaysWhatWasThere_AndNothingInItsPlace()
    {
        var changes = JsonSerializer.Deserialize<JsonElement>("""[{"field":"name","from":"도시","to":null},{"field":"isMasked","from":true,"to":null}]""");

        Assert.Equal(["이름 도시", "가림 예"], ToldLines(changes, isRemoval: true));
        Assert.Equal(["이름 도시 —", "가림 예 —"], ToldLines(changes, isRemoval: false));
    }

    [Fact]
    public async Task Conditions_OnWhatIsGone_AreCounted()
    {
        await SegmentAsync("data.city", "equals", "Seoul");
        await owner.DeleteJson($"properties/{(await host.Get<EntityCatalog>().GetAsync(entityId, default)).Find("city")!.PropertyId}");

        var told = await ToldAsync("segment.create", "ko");

        Assert.Contains("지금의 속성이나 세그먼트와 맞지 않습니다 (조건 1개)", told, StringComparison.Ordinal);
        Assert.Contains("조건 1개", Rendered(null, (await EntryAsync("segment.create")).Changes, null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko", "VIP (vip, 빨강), GOLD", "목록에서 하나")]
    [InlineData("en", "VIP (vip, Red), GOLD", "One from a list")]
    public async Task Options_AndCodes_AreSaidAsPeopleKnowThem(string language, string options, string type)
    {
        await Making.Made(owner.PostJson($"entities/{entityId}/properties", new
        {
            name = "등급", fieldType = "DROPDOWN",
            options = new object[] { new { label = "VIP", value = "vip", priority = 1, color = "red" }, new { label = "GOLD", value = "GOLD", priority = 2 } },
        }));

        var told = await ToldAsync("property.create", language);

        Assert.Contains(options, told, StringComparison.Ordinal);
        Assert.Contains(type, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko", "속성 city숨김 아니요 예")]
    [InlineData("en", "Property cityHidden No Yes")]
    public async Task Property_ThatWasHidden_IsNamedAndSaysSo(string language, string said)
    {
        var propertyId = (await host.Get<EntityCatalog>().GetAsync(entityId, default)).Find("city")!.PropertyId;
        await Making.Made(owner.PatchJson($"properties/{propertyId}", new { isHidden = true }));

        var told = await ToldAsync("property.update", language);

        Assert.Equal(said, string.Join(' ', told.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
    }

    private async Task<string> ToldAsync(string action, string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var words = await host.Get<ConditionWording>().InAsync(CrmHost.Caller(Role.Admin), CultureInfo.CurrentUICulture, default);
        return Rendered(words.Find(entityId), (await EntryAsync(action)).Changes, words);
    }

    private string Rendered(EntitySchema? entity, JsonElement? changes, ConditionWords? words) => Render<AuditChanges>(p => p
        .Add(c => c.Changes, changes).Add(c => c.Entity, entity).Add(c => c.Words, words)).Find("ul").TextContent;

    private IEnumerable<string> ToldLines(JsonElement changes, bool isRemoval)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        return Render<AuditChanges>(p => p.Add(c => c.Changes, changes).Add(c => c.IsRemoval, isRemoval)).FindAll("li")
            .Select(line => string.Join(' ', line.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
    }

    private async Task<AuditView> EntryAsync(string action) => (await host.Get<AuditService>().ListAsync(
        CrmHost.Caller(Role.Admin), new AuditQuery(entityId, Action: action), new ListQuery(1, null), default)).Data[0];

    private async Task<string> SegmentAsync(string field, string @operator, string value) => (string)(await Making.Made(owner.PostJson(
        "segments", new { entityId, name = "어떤", conditions = Group(field, @operator, value) })))["segmentId"]!;

    private static object Group(string field, string @operator, string value) => new { @operator = "AND", conditions = new[] { new { field, @operator, value } } };
}
