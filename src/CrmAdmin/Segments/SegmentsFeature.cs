using CrmAdmin.Entities;

namespace CrmAdmin.Segments;

/// <summary>Registers segments.</summary>
public static class SegmentsFeature
{
    /// <summary>Adds the service of segments.</summary>
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<SegmentScopes>()
        .AddSingleton<SegmentService>()
        .AddSingleton<IEntityAttachment, SegmentAttachment>();
}
