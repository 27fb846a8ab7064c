using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Search;
using CrmAdmin.Shell;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Says in words what an export of contacts or activities is narrowed to.</summary>
internal static class BulkSentence
{
    private const string Instant = "yyyy-MM-dd HH:mm";

    /// <summary>The span and the types of activities, and which contacts.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="contacts">The contacts that its segment stands for.</param>
    /// <param name="zone">Whose clocks the span is told by.</param>
    /// <param name="language">The language.</param>
    public static string Of(BulkExportRequest request, RecordSet contacts, TimeZoneInfo zone, CultureInfo language)
    {
        var who = Sentence.Of(contacts.Where, contacts.Schema, language, contacts.Clock);
        if (request.IsOfContacts)
        {
            return who;
        }

        var filters = request.Filters;
        var parts = new List<string> { Texts.Get("Exports.ActivitiesBetween", language, Local(filters.FromDate, zone), Local(filters.ToDate, zone), zone.Id) };
        if (filters.ActivityTypes is { } types)
        {
            parts.Add(Texts.Get("Exports.ActivitiesOfTypes", language, string.Join(", ", types)));
        }

        if (filters.SegmentId is not null)
        {
            parts.Add(Texts.Get("Exports.ActivitiesOfContacts", language, who));
        }

        return string.Join(" · ", parts);
    }

    private static string Local(DateTime? utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc!.Value, zone).ToString(Instant, CultureInfo.InvariantCulture);
}
