using CrmAdmin.Entities;

namespace CrmAdmin.Home;

/// <summary>What home shows of one entity.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Records">Live records.</param>
/// <param name="Created">Live records by the day they were made, in the workspace's zone, the last one today.</param>
/// <param name="InTrash">Records in the trash.</param>
/// <param name="Leaving">Those of them that go for good within seven days.</param>
public sealed record EntityFigures(EntitySchema Entity, long Records, IReadOnlyList<long> Created, long InTrash, long Leaving)
{
    /// <summary>Made in the last seven days, today included.</summary>
    public long CreatedLately => Created.TakeLast(7).Sum();
}

/// <summary>What home shows.</summary>
/// <param name="First">The first day of <see cref="EntityFigures.Created"/>.</param>
/// <param name="Entities">The entities in the order they were made.</param>
public sealed record HomeFigures(DateOnly First, IReadOnlyList<EntityFigures> Entities);
