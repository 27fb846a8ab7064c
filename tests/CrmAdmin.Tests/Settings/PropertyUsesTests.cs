using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
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
    }

    private static object Is(string field, string value) => new { field, @operator = "equals", value };

    private async Task SegmentAsync(string entityId, string name, object conditions) =>
        await host.Get<SegmentService>().CreateAsync(Owner, JsonSerializer.SerializeToElement(new { entityId, name, conditions }), default);
}
