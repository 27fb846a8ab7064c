using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;

namespace CrmAdmin.Tests.Conditions;

/// <summary>A small entity that the tests of reading and speaking share.</summary>
internal static class Contact
{
    public static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    /// <summary>Friday 2026-11-20, 18:30 in Seoul.</summary>
    public static readonly ConditionClock Clock = new(new DateTime(2026, 11, 20, 9, 30, 0, DateTimeKind.Utc), Seoul);

    public static readonly EntitySchema Schema = new("CRMET1x", 1, "고객", "contact", null,
    [
        Make(1, "grade", "등급", FieldType.Dropdown, ["VIP", "GOLD", "실버"]),
        Make(2, "amount", "구매액", FieldType.Number),
        Make(3, "agreed", "수신 동의", FieldType.Boolean),
        Make(4, "birthday", "생일", FieldType.Date),
        Make(5, "lastOrder", "최근 주문", FieldType.DateTime),
        Make(6, "hobbies", "취미", FieldType.MultiCheckbox, ["골프", "등산"]),
        Make(7, "memo", "메모", FieldType.LongText),
        Make(8, "papers", "서류", FieldType.File),
        Make(9, "email", "이메일", FieldType.Email) with { IsMasked = true },
    ]);

    /// <summary>Reads a root group; segments are given by id.</summary>
    public static Reading Read(string json, Dictionary<string, string>? segments = null, string? saving = null) =>
        ConditionReader.Read(Json(json), "conditionGroup", Scope(segments, saving));

    /// <summary>Reads one condition, alone in a group.</summary>
    public static Reading ReadOne(string field, string name, string value) =>
        Read($$"""{"operator":"AND","conditions":[{"field":"{{field}}","operator":"{{name}}","value":{{value}}}]}""");

    public static ConditionScope Scope(Dictionary<string, string>? segments = null, string? saving = null) =>
        new(Schema, Seoul, id => segments?.GetValueOrDefault(id) is { } json ? new SegmentDefinition($"세그먼트 {id}", Json(json)) : null, saving);

    /// <summary>The errors as «path key», one a line.</summary>
    public static string Lines(Reading reading) =>
        string.Join('\n', reading.Errors.Select(error => $"{error.Path} {error.Key["Conditions.".Length..]}"));

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    private static Property Make(int number, string key, string name, FieldType type, string[]? options = null) =>
        new($"CRMPP1{number}", number, key, name, type, [.. (options ?? []).Select(value => new PropertyOption(value, value))], IsMasked: false);
}
