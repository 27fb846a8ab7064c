using System.Globalization;
using CrmAdmin.Search;
using CrmAdmin.Segments;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Says in words what an export of contacts or activities is narrowed to.</summary>
internal static class BulkSentence
{
    // With word joiners: a browser would part 2026-04-01 at its hyphens.
    private const string Instant = "yyyy-\u2060MM-\u2060dd HH:mm";

    /// <summary>The span and the types of activities, and which contacts; null where those are no longer there.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="words">The language and what stands.</param>
    public static string? Of(BulkExportRequest request, ConditionWords words)
    {
        var filters = request.Filters;
        var who = request.IsOfContacts || filters.SegmentId is not null ? Contacts(filters, words) : "";
        if (request.IsOfContacts || who is null)
        {
            return who;
        }

        var zone = words.Zone;
        List<string> parts = [words.Text("Exports.ActivitiesBetween", Local(filters.FromDate, zone), Local(filters.ToDate, zone), zone.Id)];
        if (filters.ActivityTypes is { } types)
        {
            parts.Add(words.Text("Exports.ActivitiesOfTypes", string.Join(", ", types)));
        }

        if (who.Length > 0)
        {
            parts.Add(words.Text("Exports.ActivitiesOfContacts", who));
        }

        return string.Join(" · ", parts);
    }

    private static string? Contacts(BulkExportFilters filters, ConditionWords words) =>
        words.Entities.FirstOrDefault(entity => entity.Slug == BulkContacts.Slug) is { } contacts
        && SelectionReader.Tree(new RecordSelection(contacts.EntityId, SegmentId: filters.SegmentId), words.Over(contacts)) is { } tree
            ? words.Say(tree, contacts)
            : null;

    private static string Local(DateTime? utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc!.Value, zone).ToString(Instant, CultureInfo.InvariantCulture);
}
