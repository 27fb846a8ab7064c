using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Http;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Reads the body of a request; everything that is wrong in it is named at once.</summary>
internal static class BulkExportReader
{
    private const string FiltersPath = "filters";
    private static readonly string[] Types = [BulkExportRequest.Contacts, BulkExportRequest.Activities];
    private static readonly string[] Delimiters = [",", ";"];
    private static readonly string[] Versions = [BulkExportRequest.V1, BulkExportRequest.V2];

    /// <summary>The request, apart from what only the database can tell; throws ValidationError.</summary>
    public static BulkExportRequest Read(JsonElement body)
    {
        var members = new Members(body);
        var type = OneOf(members, "exportType", Types);
        var dateFormat = OneOf(members, "dateFormat", ExportDateFormats.Names);
        var delimiter = OneOf(members, "delimiter", Delimiters);
        var version = members.Element("version") is null ? BulkExportRequest.V1 : OneOf(members, "version", Versions);
        var (filters, wrong) = Filters(members, type);
        return members.Wrong.Count + wrong.Count == 0
            ? new BulkExportRequest(type, dateFormat, delimiter, version, filters)
            : throw CrmException.Invalid([.. members.Wrong, .. wrong]);
    }

    private static string OneOf(Members members, string name, IReadOnlyList<string> allowed)
    {
        var text = members.Required(name, Limits.TextLength);
        if (text.Length > 0 && !allowed.Contains(text))
        {
            members.Add(name, "Exports.OneOf", string.Join(" · ", allowed));
        }

        return text;
    }

    private static (BulkExportFilters Filters, IReadOnlyList<Detail> Wrong) Filters(Members body, string type)
    {
        var given = body.Element(FiltersPath) ?? JsonSerializer.SerializeToElement(new { });
        if (given.ValueKind != JsonValueKind.Object)
        {
            body.Add(FiltersPath, "Http.ObjectNeeded");
            return (new BulkExportFilters(), []);
        }

        var members = new Members(given, FiltersPath + ".");
        var segment = members.Text("segmentId", Limits.NameLength);
        var filters = type switch
        {
            BulkExportRequest.Contacts => OfContacts(members, segment),
            BulkExportRequest.Activities => OfActivities(members, segment),
            _ => new BulkExportFilters(),
        };
        return (filters, members.Wrong);
    }

    private static BulkExportFilters OfContacts(Members members, string? segment)
    {
        foreach (var name in new[] { "activityTypes", "fromDate", "toDate" })
        {
            if (members.Element(name) is not null)
            {
                members.Add(name, "Exports.ActivitiesOnly");
            }
        }

        return new BulkExportFilters(segment);
    }

    private static BulkExportFilters OfActivities(Members members, string? segment)
    {
        var types = ActivityTypes(members);
        var before = members.Wrong.Count;
        var (from, to) = (members.Instant("fromDate"), members.Instant("toDate"));
        if (members.Wrong.Count == before)
        {
            CheckSpan(members, from, to);
        }

        return new BulkExportFilters(segment, types, from, to);
    }

    private static void CheckSpan(Members members, DateTime from, DateTime to)
    {
        if (to < from)
        {
            members.Add("toDate", "Exports.EndsBeforeItBegins");
        }
        else if (to - from > Limits.ActivityExportSpan)
        {
            members.Add("toDate", "Exports.SpanTooLong", Limits.ActivityExportSpan.Days);
        }
    }

    private static IReadOnlyList<string>? ActivityTypes(Members members)
    {
        const string Name = "activityTypes";
        if (members.Element(Name) is not { } given)
        {
            return null;
        }

        if (given.ValueKind != JsonValueKind.Array)
        {
            members.Add(Name, "Exports.TypesNeeded");
            return null;
        }

        if (given.GetArrayLength() > Limits.ListValues)
        {
            members.Add(Name, "Exports.TooManyTypes", Limits.ListValues);
            return null;
        }

        var types = given.EnumerateArray().Select((type, i) => ActivityType(members, $"{Name}[{i}]", type)).Distinct().ToList();
        return types.Count == 0 ? null : types;
    }

    private static string ActivityType(Members members, string path, JsonElement given)
    {
        var type = given.ValueKind == JsonValueKind.String ? Folding.Nfc(given.GetString()!) : "";
        if (type.Length is 0 or > Limits.ActivityType)
        {
            members.Add(path, "Exports.TypeLength", Limits.ActivityType);
        }

        return type;
    }
}
