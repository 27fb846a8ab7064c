using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Segments;
using CrmAdmin.Shell;

namespace CrmAdmin.Demo;

/// <summary>The conditions that people of the demo workspace would have named, one of them resting on another.</summary>
internal sealed class DemoSegments(SegmentService segments)
{
    private const int AwayDays = 180;

    /// <summary>Makes them.</summary>
    public async Task MakeAsync(Caller caller, EntitySchema contact, EntitySchema company, CultureInfo language, DateTime now, CancellationToken ct)
    {
        Task<Segment> Make(EntitySchema schema, string name, string color, params object[] conditions) => segments.CreateAsync(
            caller,
            JsonSerializer.SerializeToElement(
                new
                {
                    entityId = schema.EntityId,
                    name = Texts.Get("Demo.segment_" + name, language),
                    description = Texts.Get("Demo.about_segment_" + name, language),
                    color,
                    conditions = new { @operator = "AND", conditions },
                },
                Json.Options),
            ct);

        var best = await Make(contact, "best", "purple", Where("data.grade", "includes_any", new[] { "VIP", "GOLD" }));
        await Make(contact, "active", "green", Where("segmentId", "includes", best.SegmentId), Where("data.lastOrderAt", "in_last_days", 30));
        await Make(contact, "away", "orange", Where("data.totalSpent", "greater_than", 0), Away(DateOnly.FromDateTime(now).AddDays(-AwayDays)));
        await Make(contact, "reachable", "blue", Where("data.marketingOptIn", "equals", true), Where("data.email", "is_not_empty"));
        await Make(company, "big", "indigo", Where("data.status", "includes_any", new[] { "ACTIVE" }), Where("data.employees", "greater_or_equal", 300));
    }

    private static object Where(string field, string @operator, object? value = null) => new { field, @operator, value };

    private static object Away(DateOnly since) => new
    {
        @operator = "OR",
        conditions = (object[])[Where("data.lastOrderAt", "before", since), Where("data.lastOrderAt", "is_empty")],
    };
}
