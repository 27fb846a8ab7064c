using System.Text.RegularExpressions;
using CrmAdmin.Http;

namespace CrmAdmin.Exports;

/// <summary>The choices of a request that need no entity to be checked.</summary>
/// <param name="Format">The kind of file.</param>
/// <param name="Delimiter">Between the cells of a CSV line.</param>
/// <param name="DateFormat">How dates are written.</param>
/// <param name="Zone">The zone asked for, or null.</param>
internal sealed partial record ExportChoices(ExportFormat Format, char Delimiter, ExportDateFormat DateFormat, TimeZoneInfo? Zone)
{
    /// <summary>Reads them; 400 names everything that is wrong.</summary>
    public static ExportChoices Read(ExportRequest request)
    {
        var wrong = new List<Detail>();
        if (string.IsNullOrEmpty(request.EntityId))
        {
            wrong.Add(new Detail("entityId", "Exports.EntityNeeded"));
        }

        var format = request.Format switch
        {
            "csv" => ExportFormat.Csv,
            "excel" => ExportFormat.Excel,
            _ => Wrong<ExportFormat>(wrong, "format", "Exports.FormatNeeded"),
        };
        var delimiter = request.Delimiter switch
        {
            null or "," => ',',
            ";" => ';',
            "\t" => '\t',
            _ => Wrong<char>(wrong, "delimiter", "Exports.DelimiterUnknown"),
        };
        var dates = ExportDateFormats.Find(request.DateFormat ?? ExportDateFormats.Names[0])
            ?? Wrong<ExportDateFormat>(wrong, "dateFormat", "Exports.DateFormatUnknown");
        var zone = ReadZone(request.TimeZone, wrong);
        CheckIds(request.RecordIds, wrong);
        return wrong.Count == 0 ? new ExportChoices(format, delimiter, dates, zone) : throw CrmException.Invalid(wrong);
    }

    private static TimeZoneInfo? ReadZone(string? name, List<Detail> wrong)
    {
        if (name is null)
        {
            return null;
        }

        // Zones are files on some systems: only what looks like a zone's name is looked up.
        if (ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        return Wrong<TimeZoneInfo>(wrong, "timeZone", "Exports.ZoneUnknown", name);
    }

    private static void CheckIds(IReadOnlyList<string?>? ids, List<Detail> wrong)
    {
        if (ids is null)
        {
            return;
        }

        if (ids.Count is 0 or > Limits.BulkItems)
        {
            wrong.Add(new Detail("recordIds", "Exports.RecordIdsCount", Limits.BulkItems));
        }
        else if (ids.Any(string.IsNullOrEmpty))
        {
            wrong.Add(new Detail("recordIds", "Exports.RecordIdEmpty"));
        }
    }

    private static T? Wrong<T>(List<Detail> wrong, string path, string key, params object?[] args)
    {
        wrong.Add(new Detail(path, key, args));
        return default;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,3}\z")]
    private static partial Regex ZoneName();
}
