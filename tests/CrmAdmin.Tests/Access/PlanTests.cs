using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

public sealed class PlanTests : IAsyncLifetime
{
    private readonly CrmHost host = new();

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Plan_AtFirst_HasExportsAndNoQuotas() => Assert.Equal(
        """{"records.exportEnabled":true,"records.max":null,"properties.max":null}""", (await Owner.GetJson("plan")).Body!.ToJsonString());

    [Fact]
    public async Task Plan_FirstValueOfASetting_GivesWayToTheOwners()
    {
        await using var off = new CrmHost();
        off.Settings["Plan:ExportEnabled"] = "false";
        Assert.False((bool)(await off.As(Role.Owner).GetJson("plan"))["records.exportEnabled"]!);

        await off.As(Role.Owner).PatchJson("plan", new Dictionary<string, object?> { ["records.exportEnabled"] = true });

        Assert.True((bool)(await off.As(Role.Viewer).GetJson("plan"))["records.exportEnabled"]!);
    }

    [Fact]
    public async Task Export_FeatureOff_IsRefusedBeforeTheBody()
    {
        await SetAsync("records.exportEnabled", false);

        Assert.Equal("PlanFeatureDisabled", (await host.As(Role.Member).PostJson("records/export/request", "nonsense")).ErrorCode);
        Assert.Equal("Forbidden", (await host.As(Role.Viewer).PostJson("records/export/request", "nonsense")).ErrorCode);
    }

    [Fact]
    public async Task Records_OverTheQuota_AreRefusedOverAllEntities()
    {
        var (first, second) = (await Owner.EntityAsync(), await Owner.EntityAsync());
        await Owner.RecordAsync(first, "one");
        await SetAsync("records.max", 2);

        var recordId = await Owner.RecordAsync(second, "two");
        Assert.Equal("PlanQuotaExceeded", (await Owner.PostJson("records", new { entityId = first, name = "three" })).ErrorCode);
        await Owner.DeleteJson($"records/{recordId}");
        Assert.Equal(200, (await Owner.PostJson("records", new { entityId = first, name = "three" })).Code);
    }

    [Fact]
    public async Task Properties_OverTheQuota_AreRefused()
    {
        var entityId = await Owner.EntityAsync();
        await Owner.PropertyAsync(entityId, "a");
        await SetAsync("properties.max", 1);

        Assert.Equal("PlanQuotaExceeded", (await Owner.PostJson($"entities/{entityId}/properties", new { name = "b", fieldType = "TEXT" })).ErrorCode);
        await SetAsync("properties.max", null);
        await Owner.PropertyAsync(entityId, "b");
    }

    [Theory]
    [InlineData("records.max", -1)]
    [InlineData("records.max", 1.5)]
    [InlineData("records.max", "1")]
    [InlineData("records.exportEnabled", null)]
    [InlineData("records.exportEnabled", 1)]
    public async Task Update_WrongValue_NamesIt(string name, object? value)
    {
        var answer = await SetAsync(name, value);

        Assert.Equal((400, name), (answer.Code, (string?)answer["details"]![0]!["path"]));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    private Task<Answer> SetAsync(string name, object? value) => Owner.PatchJson("plan", new Dictionary<string, object?> { [name] = value });
}
