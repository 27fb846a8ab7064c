using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Records.Grid.Views;
using CrmAdmin.Segments;
using CrmAdmin.Settings;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Settings;

public sealed class PropertyUsesTests(CrmHost host) : IClassFixture<CrmHost>
{
    private static readonly Caller Owner = CrmHost.Caller(Role.Owner);

    [Fact]
    public async Task Find_PropertyWithValuesAndInSegments_CountsAndNamesThem()
    {
        var admin = host.As(Role.Admin);
        var entityId = await admin.EntityAsync();
        await admin.PropertyAsync(entityId, "grade");
        await admin.PropertyAsync(entityId, "city");
        await admin.RecordAsync(entityId, "홍길동", new { grade = "VIP" });
        await admin.RecordAsync(entityId, "김민수", new { city = "서울" });
        await SegmentAsync(entityId, "단골", new { @operator = "OR", conditions = new object[] { Is("name", "홍"), new { @operator = "AND", conditions = new[] { Is("data.grade", "VIP") } } } });
        await SegmentAsync(entityId, "서울 사람", new { @operator = "AND", conditions = new[] { Is("data.city", "grade") } });
        var schema = await host.Get<EntityCatalog>().GetAsync(entityId, default);

        var use = await host.Get<PropertyUses>().FindAsync(Owner, schema, schema.Properties.Single(p => p.Key == "grade"), default);

        Assert.Equal(1, use.Values);
        Assert.Equal(["단골"], use.Segments);
        Assert.False(use.IsNone);
    }

    [Fact]
    public async Task Find_PropertyInViewsOfAnybody_CountsThoseThatShowSortOrNarrowByIt()
    {
        var admin = host.As(Role.Admin);
        var entityId = await admin.EntityAsync();
        var grade = await admin.PropertyAsync(entityId, "grade");
        await admin.PropertyAsync(entityId, "grade_2");
        var schema = await host.Get<EntityCatalog>().GetAsync(entityId, default);
        Assert.True((await UseAsync()).IsNone);
        var views = host.Get<GridViews>();
        var other = Caller.System("other");
        await views.CreateAsync(Owner, entityId, "열", Seen(["name", "data.grade"]), default);
        await views.CreateAsync(other, entityId, "정렬", Seen(["name"], "-data.grade"), default);
        await views.CreateAsync(other, entityId, "조건", Seen(["name"]) with { Conditions = $$"""{"operator":"AND","conditions":[{"field":"data.{{grade}}","operator":"is_empty"}]}""" }, default);
        await views.CreateAsync(other, entityId, "다른 속성", Seen(["name", "data.grade_2"], "data.grade_2"), default);

        Assert.Equal(3, (await UseAsync()).Views);
        Assert.False((await UseAsync()).IsNone);

        Task<PropertyUse> UseAsync() => host.Get<PropertyUses>().FindAsync(Owner, schema, schema.Find("grade")!, default);
    }

    private static GridState Seen(string[] columns, params string[] sort) => new(null, null, sort, columns, new Dictionary<string, int>());

    private static object Is(string field, string value) => new { field, @operator = "equals", value };

    private async Task SegmentAsync(string entityId, string name, object conditions) =>
        await host.Get<SegmentService>().CreateAsync(Owner, JsonSerializer.SerializeToElement(new { entityId, name, conditions }), default);
}
