using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Activities;

/// <summary>Deletes activities for the person in front of the page, and tells of it with the way back.</summary>
public sealed class ActivityActs(ActivityService service, CallerSource callers, Toasts toasts, Texts T)
{
    /// <summary>Deletes one; tells why not where it is refused.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="changed">Called afterwards, and again when it is put back.</param>
    public async Task DeleteAsync(Activity activity, Func<Task> changed)
    {
        try
        {
            await service.DeleteAsync(await callers.GetAsync(), activity.ActivityId, CancellationToken.None);
            toasts.Success(T["Activities.Deleted", activity.Type], T["Shell.Undo"], () => PutBackAsync(activity, changed));
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }

        await changed();
    }

    /// <summary>What comes back is the same in everything but its id.</summary>
    private async Task PutBackAsync(Activity activity, Func<Task> changed)
    {
        var body = JsonSerializer.SerializeToElement(activity with { ActivityId = "" }, Json.Options);
        await service.CreateAsync(await callers.GetAsync(), body, CancellationToken.None);
        await changed();
    }
}
