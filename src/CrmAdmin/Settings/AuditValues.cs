using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Segments;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;

namespace CrmAdmin.Settings;

/// <summary>What the audit log keeps of settings in codes and JSON, in words.</summary>
internal static class AuditValues
{
    private static readonly Dictionary<string, string> TypeKeys = FieldTypes.Keys.ToDictionary(
        type => JsonSerializer.SerializeToElement(type.Key, Json.Options).GetString()!, type => type.Value, StringComparer.Ordinal);

    /// <summary>A value of a field that is not a record's; null where it needs no words of its own.</summary>
    /// <param name="field">The changed field.</param>
    /// <param name="value">What it was or is; not null.</param>
    /// <param name="entity">The entity concerned; null where none or gone.</param>
    /// <param name="words">Says conditions and knows segments; null where none are to be said.</param>
    /// <param name="formats">The reader's language and the workspace's zone.</param>
    /// <param name="texts">The reader's texts.</param>
    public static string? Say(string field, JsonElement value, EntitySchema? entity, ConditionWords? words, Formats formats, Texts texts) => value.ValueKind switch
    {
        JsonValueKind.Object when field == "conditions" => Conditions(value, entity, words, texts),
        JsonValueKind.Array when field == "options" => string.Join(", ", value.EnumerateArray().Select(option => Option(option, texts))),
        JsonValueKind.String when field == "expiresAt" && value.TryGetDateTime(out var expires) => formats.Time(expires.ToUniversalTime()),
        JsonValueKind.String when field == "propertyId" => entity?.Find(value.GetString()!)?.Name,
        JsonValueKind.String when field == "segmentId" => Segment(value.GetString()!, entity, words),
        JsonValueKind.String => Code(field, value.GetString()!, texts),
        _ => null,
    };

    private static string? Segment(string segmentId, EntitySchema? entity, ConditionWords? words) => entity is null
        ? null
        : words?.Segments(entity.EntityId).FirstOrDefault(segment => segment.SegmentId == segmentId)?.Name;

    /// <summary>Conditions that cannot be read any more are counted at least.</summary>
    private static string Conditions(JsonElement value, EntitySchema? entity, ConditionWords? words, Texts texts) =>
        (entity is null ? null : words?.Say(entity, value).Sentence) ?? texts["Settings.ConditionsPast", Formats.Number(ConditionJson.Fields(value).Count())];

    /// <summary>What people see of a choice; its value too where that is another one.</summary>
    private static string Option(JsonElement json, Texts texts)
    {
        var option = json.Deserialize<PropertyOption>(Json.Options)!;
        string[] more = [.. option.Value == option.Label ? Array.Empty<string>() : [option.Value], .. option.Color is null ? [] : new[] { Color(option.Color, texts) }];
        return more.Length == 0 ? option.Label : $"{option.Label} ({string.Join(", ", more)})";
    }

    private static string? Code(string field, string code, Texts texts) => field switch
    {
        "color" => Color(code, texts),
        "role" when Enum.TryParse<Role>(code, ignoreCase: true, out var role) => texts[Roles.TextKey(role)],
        "fieldType" when TypeKeys.TryGetValue(code, out var type) => texts[type],
        "language" => CultureInfo.GetCultureInfo(code).NativeName,
        "weekStart" => WorkspaceProfile.WeekStarts.Where(day => WorkspaceProfile.Say(day) == code)
            .Select(CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName).FirstOrDefault(),
        "exportType" => texts[code == "contacts" ? "Exports.Contacts" : "Exports.Activities"],
        _ => null,
    };

    private static string Color(string color, Texts texts) => ChipColors.All.Contains(color) ? texts[ChipColors.TextKey(color)] : color;
}
