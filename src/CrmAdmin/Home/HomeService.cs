using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Trash;
using CrmAdmin.Workspace;

namespace CrmAdmin.Home;

/// <summary>The figures of the home page, counted as the lists behind them count.</summary>
public sealed class HomeService(EntityService entities, SearchService search, TrashList trash, EntityActivities activities, WorkspaceSettings workspace, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>What there is to count; quick, whatever the number of records.</summary>
    /// <param name="caller">Who looks.</param>
    /// <param name="days">How many days of new records, today included.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<HomeFrame> FrameAsync(Caller caller, int days, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), workspace.TimeZone).DateTime);
        return new HomeFrame(today.AddDays(1 - days), days, await entities.ListAsync(caller, ct));
    }

    /// <summary>The figures of one entity as they stand now; 404 where it is gone.</summary>
    public async Task<EntityFigures> CountAsync(Caller caller, HomeFrame frame, string entityId, CancellationToken ct)
    {
        var all = new RecordSelection(entityId);
        var created = new List<long>();
        for (var day = 0; day < frame.Days; day++)
        {
            var group = JsonDocument.Parse(CreatedOn(frame.First.AddDays(day))).RootElement;
            created.Add((await search.CountAsync(caller, all with { ConditionGroup = group }, exact: true, ct)).Count);
        }

        return new EntityFigures(
            (await search.CountAsync(caller, all, exact: true, ct)).Count,
            created,
            await trash.CountAsync(caller, new TrashRequest(all), ct),
            await trash.CountLeavingAsync(caller, all, Soon, ct),
            await activities.TypesAsync(caller, entityId, new ActivityAddress(From: frame.First).Meant(workspace.TimeZone).From!.Value, null, ct));
    }

    /// <summary>The condition of having been made on a day, as the chart counts it and the list behind it is opened with.</summary>
    public static string CreatedOn(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"operator":"AND","conditions":[{"field":"dateCreated","operator":"equals","value":"{{day:yyyy-MM-dd}}"}]}""");
}
