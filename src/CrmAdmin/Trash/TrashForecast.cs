using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Trash;

/// <summary>How many records leave the trash for good on one day.</summary>
/// <param name="Day">In the workspace's zone.</param>
/// <param name="Count">How many.</param>
public sealed record TrashDay(DateOnly Day, long Count);

/// <summary>Says what leaves the trash when, by the present setting.</summary>
public sealed class TrashForecast(Store store, EntityCatalog catalog, TrashOptions options, WorkspaceSettings workspace, TimeProvider time)
{
    /// <summary>The days from today on, as many as asked for; each with its number, none left out.</summary>
    public async Task<IReadOnlyList<TrashDay>> DaysAsync(Caller caller, string entityId, int days, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var schema = await catalog.GetAsync(entityId, ct);
        var clock = new ConditionClock(time.GetUtcNow().UtcDateTime, workspace.TimeZone);
        var retention = (long)options.Retention.TotalMilliseconds;
        return await store.ReadAsync(
            async db =>
            {
                var found = new List<TrashDay>(days);
                var after = clock.Now - retention;
                for (var day = clock.Today; day < clock.Today + days; day++)
                {
                    var until = ConditionClock.DayStart(day + 1, clock.Zone) - retention;
                    found.Add(new TrashDay(DateOnly.FromDayNumber(day), await TrashTable.CountAsync(db, schema, after, until, ct)));
                    after = until;
                }

                return found;
            },
            ct);
    }
}
