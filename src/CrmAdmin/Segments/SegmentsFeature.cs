using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Segments;

/// <summary>Registers segments.</summary>
public static class SegmentsFeature
{
    /// <summary>Adds the services of segments and the line of the navigation.</summary>
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<SegmentScopes>()
        .AddSingleton<SegmentService>()
        .AddSingleton<SegmentOverview>()
        .AddSingleton<ConditionWording>()
        .AddSingleton(new NavEntry(20, "Segments.Title", SegmentAddress.Root, "segment"))
        .AddSingleton<IEntityAttachment, SegmentAttachment>();
}
