using CrmAdmin.Access;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Entities;

/// <summary>A hidden property is hidden from staff alone: nothing that programs do with it changes.</summary>
public sealed class HiddenPropertyTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private string entity = "";
    private string city = "";

    private HttpClient Admin => host.As(Role.Admin);

    private HttpClient Member => host.As(Role.Member);

    [Fact]
    public async Task IsHidden_MadeAndChanged_IsAnswered_AnAbsentMemberLeavesIt()
    {
        var made = await Making.Made(Admin.PostJson($"entities/{entity}/properties", new { name = "옛 등급", key = "old", fieldType = "TEXT", isHidden = true }));
        var path = $"properties/{made["propertyId"]}";

        Assert.True((bool)made["isHidden"]!);
        Assert.False((bool)(await Admin.GetJson($"properties/{city}"))["isHidden"]!);
        Assert.True((bool)(await Making.Made(Admin.PatchJson(path, new { name = "등급" })))["isHidden"]!);
        Assert.False((bool)(await Making.Made(Admin.PatchJson(path, new { isHidden = false })))["isHidden"]!);
        Assert.False((bool)(await Member.GetJson(path))["isHidden"]!);
    }

    [Fact]
    public async Task IsHidden_OfAnotherKindOrByARoleBelowAdmin_IsRefused()
    {
        Assert.Equal("400 isHidden", (await Admin.PatchJson($"properties/{city}", new { isHidden = "yes" })).Paths());
        Assert.Equal("400 isHidden", (await Admin.PatchJson($"properties/{city}", new { isHidden = 1 })).Paths());
        Assert.Equal("403 Forbidden", (await Member.PatchJson($"properties/{city}", new { isHidden = true })).Said());
        Assert.False((bool)(await Admin.GetJson($"properties/{city}"))["isHidden"]!);
    }

    [Fact]
    public async Task Records_OfAHiddenProperty_AreServedSearchedSortedAndWrittenAsBefore()
    {
        var first = await Admin.RecordAsync(entity, "홍길동", new { city = "서울" });
        var second = await Admin.RecordAsync(entity, "김철수", new { city = "부산" });
        await HideAsync();

        Assert.Equal("서울", (string?)(await Member.GetJson($"records/{first}"))["data"]![city]);
        Assert.Equal([first], await FoundAsync(new { entityId = entity, conditionGroup = Is("부산", "not_equals") }));
        Assert.Equal([second, first], await FoundAsync(new { entityId = entity, sortFields = new[] { "data.city" } }));
        await Making.Made(Member.PatchJson($"records/{second}", new { data = new { city = "대전" } }));
        Assert.Equal([second], await FoundAsync(new { entityId = entity, conditionGroup = Is("대전", "equals") }));
        Assert.Contains(city, (await Member.GetJson($"entities/{entity}"))["propertyIds"]!.AsArray().Select(id => (string?)id));
    }

    [Fact]
    public async Task Segment_ThatNamesAHiddenProperty_RunsAndAnotherCanBeMade()
    {
        var record = await Admin.RecordAsync(entity, "홍길동", new { city = "서울" });
        var made = await Making.Made(Member.PostJson("segments", new { entityId = entity, name = $"s {Guid.NewGuid():N}", conditions = Is("서울", "equals") }));
        await HideAsync();

        var found = await Making.Made(Member.GetJson($"records?entityId={entity}&segmentId={made["segmentId"]}"));
        Assert.Equal(record, (string?)Assert.Single(found["data"]!.AsArray())!["recordId"]);
        await Making.Made(Member.PostJson("segments", new { entityId = entity, name = $"s {Guid.NewGuid():N}", conditions = Is("부산", "equals") }));
    }

    [Fact]
    public async Task Export_OverRest_HasTheHiddenColumn()
    {
        await using var exports = await ExportHost.StartAsync();
        await exports.RecordsAsync(new { name = "홍길동", data = new { age = 41 } });
        await Making.Made(exports.Host.As(Role.Admin).PatchJson($"properties/{exports.Properties["age"]}", new { isHidden = true }));

        var file = await exports.CsvAsync(Role.Member, new { entityId = exports.EntityId, format = "csv" });

        Assert.Contains(",age,", file, StringComparison.Ordinal);
        Assert.Contains(",41,", file, StringComparison.Ordinal);
    }

    public async Task InitializeAsync()
    {
        entity = await Admin.EntityAsync();
        city = await Admin.PropertyAsync(entity, "city");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static object Is(string value, string key) => new { @operator = "AND", conditions = new[] { new { field = "data.city", @operator = key, value } } };

    private Task HideAsync() => Making.Made(Admin.PatchJson($"properties/{city}", new { isHidden = true }));

    private async Task<string[]> FoundAsync(object search) =>
        [.. (await Making.Made(Member.PostJson("records/search/advanced", search)))["data"]!.AsArray().Select(record => (string)record!["recordId"]!)];
}
