using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Access;

/// <summary>
/// The one place that decides what a caller below ADMIN sees of masked fields. Searches, lists, exports, logs and pages
/// all pass their values through here.
/// </summary>
public static class Masking
{
    /// <summary>Stands for a number, a boolean, a date or a choice.</summary>
    public const string Hidden = "***";

    private static readonly string[] NoFiles = [];

    /// <summary>A record's values as a caller may see them; the same object where nothing is masked for that caller.</summary>
    public static IReadOnlyDictionary<string, object> Apply(IReadOnlyDictionary<string, object> data, EntitySchema entity, Caller caller)
    {
        if (caller.SeesMasked || !entity.Properties.Any(p => p.IsMasked && data.ContainsKey(p.PropertyId)))
        {
            return data;
        }

        var seen = new Dictionary<string, object>(data, StringComparer.Ordinal);
        foreach (var property in entity.Properties.Where(p => p.IsMasked))
        {
            if (data.TryGetValue(property.PropertyId, out var value))
            {
                seen[property.PropertyId] = Mask(property, value);
            }
        }

        return seen;
    }

    /// <summary>A record as a caller may see it.</summary>
    public static Record Apply(Record record, EntitySchema entity, Caller caller)
    {
        var data = Apply(record.Data, entity, caller);
        return ReferenceEquals(data, record.Data) ? record : record with { Data = data };
    }

    /// <summary>One value as a caller may see it; empty stays empty.</summary>
    public static object? Apply(object? value, Property property, Caller caller) =>
        value is null || caller.SeesMasked || !property.IsMasked ? value : Mask(property, value);

    /// <summary>403 Forbidden naming the field, when a caller below ADMIN would search, sort or match on a masked one.</summary>
    public static void Demand(IEnumerable<Property> fields, Caller caller)
    {
        if (!caller.SeesMasked && fields.FirstOrDefault(f => f.IsMasked) is { } masked)
        {
            throw new CrmException(ErrorCode.Forbidden, "Access.FieldMasked", masked.Key);
        }
    }

    /// <summary>403 Forbidden naming the field, when a caller below ADMIN would run or save conditions on a masked one.</summary>
    public static void Demand(Node tree, Caller caller) => Demand(tree.Fields().Select(field => field.Property).OfType<Property>(), caller);

    /// <summary>
    /// Whether a caller below ADMIN writes back just what was shown in place of a stored value: that changes nothing.
    /// </summary>
    public static bool IsWrittenBack(Property property, object? stored, JsonElement given, Caller caller)
    {
        if (caller.SeesMasked || !property.IsMasked || stored is null)
        {
            return false;
        }

        return property.FieldType == FieldType.File
            ? given.ValueKind == JsonValueKind.Array && given.GetArrayLength() == 0
            : given.ValueKind == JsonValueKind.String && given.ValueEquals((string)Mask(property, stored));
    }

    /// <summary>The first character and one «*» for each further one.</summary>
    public static string Mask(string text)
    {
        var characters = text.EnumerateRunes().Count();
        return characters < 2 ? text : text.EnumerateRunes().First().ToString() + new string('*', characters - 1);
    }

    private static object Mask(Property property, object value) => property.FieldType switch
    {
        FieldType.File => NoFiles,
        FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone or FieldType.Url => Mask((string)value),
        _ => Hidden,
    };
}
