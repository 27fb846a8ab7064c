using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Trash;
using CrmAdmin.Workspace;

namespace CrmAdmin.Home;

/// <summary>The figures of the home page, counted as the lists behind them count.</summary>
public sealed class HomeService(EntityService entities, SearchService search, TrashList trash, WorkspaceSettings workspace, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>The figures as they stand now.</summary>
    /// <param name="caller">Who looks.</param>
    /// <param name="days">How many days of new records, today included.</param>
    /// <param name="ct">Stops counting.</param>
    public async Task<HomeFigures> ReadAsync(Caller caller, int days, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), workspace.TimeZone).DateTime);
        var first = today.AddDays(1 - days);
        var figures = new List<EntityFigures>();
        foreach (var entity in await entities.ListAsync(caller, ct))
        {
            figures.Add(await ReadAsync(caller, entity, first, days, ct));
        }

        return new HomeFigures(first, figures);
    }

    /// <summary>The condition of having been made on a day, as the chart counts it and the list behind it is opened with.</summary>
    public static string CreatedOn(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"operator":"AND","conditions":[{"field":"dateCreated","operator":"equals","value":"{{day:yyyy-MM-dd}}"}]}""");

    private async Task<EntityFigures> ReadAsync(Caller caller, EntitySchema entity, DateOnly first, int days, CancellationToken ct)
    {
        var all = new RecordSelection(entity.EntityId);
        var created = new List<long>();
        for (var day = 0; day < days; day++)
        {
            var group = JsonDocument.Parse(CreatedOn(first.AddDays(day))).RootElement;
            created.Add((await search.CountAsync(caller, all with { ConditionGroup = group }, exact: true, ct)).Count);
        }

        return new EntityFigures(
            entity,
            (await search.CountAsync(caller, all, exact: true, ct)).Count,
            created,
            await trash.CountAsync(caller, new TrashRequest(all), ct),
            await trash.CountLeavingAsync(caller, all, Soon, ct));
    }
}
