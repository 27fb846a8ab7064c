using CrmAdmin.Activities;
using CrmAdmin.Entities;

namespace CrmAdmin.Home;

/// <summary>What home shows at once, before anything is counted.</summary>
/// <param name="First">The first day of the chart, in the workspace's zone.</param>
/// <param name="Days">How many days it has; the last one is today.</param>
/// <param name="Entities">The entities in the order they were made.</param>
public sealed record HomeFrame(DateOnly First, int Days, IReadOnlyList<EntitySchema> Entities);

/// <summary>What home counts of one entity.</summary>
/// <param name="Records">Live records.</param>
/// <param name="Created">Live records by the day they were made, in the workspace's zone, the last one today.</param>
/// <param name="InTrash">Records in the trash.</param>
/// <param name="Leaving">Those of them that go for good within seven days.</param>
/// <param name="Activities">What happened with live records in these days, by type, the most frequent first.</param>
public sealed record EntityFigures(long Records, IReadOnlyList<long> Created, long InTrash, long Leaving, IReadOnlyList<TypeCount> Activities)
{
    /// <summary>Made in the last seven days, today included.</summary>
    public long CreatedLately => Created.TakeLast(7).Sum();
}
