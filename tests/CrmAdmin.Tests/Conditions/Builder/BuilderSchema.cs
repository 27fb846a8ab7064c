using System.Globalization;
using System.Text.Json;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Conditions.Builder;

/// <summary>An entity with a property of every kind, and a builder over it.</summary>
internal static class BuilderSchema
{
    public const string SegmentId = "CRMSG1261122000000000AAAAAAAAAAA";

    public static readonly EntitySchema Contacts = new("CRMET1261122000000000AAAAAAAAAAA", 1, "고객", "contact", null,
    [
        Of(1, "grade", "등급", FieldType.Dropdown, new("VIP", "VIP", 0, "purple"), new("골드", "GOLD", 1, "yellow")),
        Of(2, "total", "총 구매액", FieldType.Number),
        Of(3, "lastOrder", "최근 주문", FieldType.DateTime),
        Of(4, "birthday", "생일", FieldType.Date),
        Of(5, "optIn", "마케팅 수신", FieldType.Boolean),
        Of(6, "interests", "관심사", FieldType.MultiCheckbox, new("골프", "GOLF"), new("반려동물", "PETS")),
        Of(7, "files", "첨부", FieldType.File),
        Of(8, "secret", "주민번호", FieldType.Text) with { IsMasked = true },
    ]);

    public static readonly BuilderChoices Choices = new([new PickOption(SegmentId, "휴면 고객")], [new PickOption("u1", "김담당")]);

    public static string Path(string key) => "data." + Contacts.Find(key)!.PropertyId;

    public static BuilderState State(string? json = null, bool seesMasked = false) =>
        new(new BuilderFields(Contacts, seesMasked, Choices, new Texts()), json is null ? null : JsonDocument.Parse(json).RootElement);

    /// <summary>A condition added to a group, with field, operator and values.</summary>
    public static int Add(this BuilderState state, int groupId, string path, string key, params string[] values)
    {
        state.AddCondition(groupId);
        var id = ((DraftGroup)state.Root.Everything().First(d => d.Id == groupId)).Children[^1].Id;
        state.SetField(id, path);
        state.SetOperator(id, key);
        state.SetValues(id, values);
        return id;
    }

    /// <summary>The tree in short: «AND(name contains 홍; OR(…))».</summary>
    public static string Outline(this Draft draft) => draft is DraftGroup group
        ? $"{group.Operator.ToString().ToUpperInvariant()}({string.Join("; ", group.Children.Select(Outline))})"
        : Outline((DraftCondition)draft);

    private static string Outline(DraftCondition condition) => condition.Field is null
        ? "?"
        : $"{condition.Field} {condition.Operator} {string.Join(",", condition.Values)}".Trim();

    private static Property Of(int number, string key, string name, FieldType type, params PropertyOption[] options) =>
        new(string.Create(CultureInfo.InvariantCulture, $"CRMPP1261122000000000{number:00000000000}"), number, key, name, type, options, false);
}
