using CrmAdmin.Entities;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Activities;

/// <summary>Registers activities.</summary>
public static class ActivitiesFeature
{
    /// <summary>Adds the services of activities and the line of the navigation.</summary>
    public static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddSingleton<ActivityPages>()
        .AddSingleton<ActivityService>()
        .AddSingleton<EntityActivities>()
        .AddScoped<ActivityActs>()
        .AddSingleton(new NavEntry(30, "Activities.Title", ActivityAddress.Root, "activity"))
        .AddSingleton<IRecordAttachment, ActivityAttachment>();
}

/// <summary>Activities and their summaries go with a record that is deleted for good.</summary>
internal sealed class ActivityAttachment(Store store) : IRecordAttachment
{
    public string CountKey => "Activities.CountGoing";

    public async Task<long> CountAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        var going = recordIds.ToArray();
        return await db.Set<ActivityRow>().LongCountAsync(a => EF.Parameter(going).Contains(a.RecordId), ct);
    }

    public Task PurgeAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct) =>
        ActivityTable.PurgeAsync(db, store.Dialect, recordIds, ct);
}
