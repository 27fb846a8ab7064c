using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmAdmin.Activities;

/// <summary>What the page of activities shows, as its address says it.</summary>
/// <param name="Type">Of this type alone; null for all.</param>
/// <param name="From">The first day, in the workspace's zone; null for no beginning.</param>
/// <param name="To">The last day; null for no end.</param>
public sealed record ActivityAddress(string? Type = null, DateOnly? From = null, DateOnly? To = null)
{
    // Days at either end of the calendar are no bounds: in other zones they would lie beyond it.
    private const int LastDay = 3_652_057;

    /// <summary>The page, without leading slash.</summary>
    public const string Root = "activities";

    /// <summary>The activities of an entity.</summary>
    public static string Page(EntitySchema entity) => $"{Root}/{entity.Slug}";

    /// <summary>The members of the query; null ones are absent.</summary>
    public Dictionary<string, object?> Query() => new(StringComparer.Ordinal)
    {
        ["type"] = Type,
        ["from"] = Say(From),
        ["to"] = Say(To),
    };

    /// <summary>The address of an entity's page that shows it.</summary>
    public string On(EntitySchema entity) =>
        QueryHelpers.AddQueryString(Page(entity), Query().Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, (string?)member.Value)));

    /// <summary>What an address says; what cannot be read is left out.</summary>
    public static ActivityAddress Read(Uri uri)
    {
        var query = QueryHelpers.ParseQuery(uri.Query);
        string? Member(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
        return new ActivityAddress(Member("type"), Day(Member("from")), Day(Member("to")));
    }

    /// <summary>A day as inputs and addresses have it; null where it is none.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The same as a text; null for none.</summary>
    public static string? Say(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Which activities it means.</summary>
    public ActivityQuery Meant(TimeZoneInfo zone) => new(Type, Start(From?.DayNumber, zone), Start(To?.DayNumber + 1, zone)?.AddMilliseconds(-1));

    private static DateTime? Start(int? dayNumber, TimeZoneInfo zone) => dayNumber is { } day and > 0 and <= LastDay
        ? UtcMilliseconds.ToDateTime(ConditionClock.DayStart(day, zone))
        : null;
}
