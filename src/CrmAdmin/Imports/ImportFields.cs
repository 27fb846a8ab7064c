using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;

namespace CrmAdmin.Imports;

/// <summary>The fields that columns of a file can give, as people choose them.</summary>
internal static class ImportFields
{
    /// <summary>Those that every entity has.</summary>
    public static IReadOnlyList<string> System { get; } = ["name", "tags", "ownerId", "recordId"];

    /// <summary>The properties that cells can give and people are offered.</summary>
    public static IEnumerable<Property> Properties(EntitySchema schema) => schema.Shown.Where(property => property.FieldType != FieldType.File);

    /// <summary>The hidden property that a mapping names all the same; null where it names none.</summary>
    public static Property? Hidden(string? path, EntitySchema schema) =>
        path is not null && FieldList.Find(schema, path) is { Property: { IsHidden: true } property } ? property : null;

    /// <summary>How a property is named in a mapping, as the guess names it.</summary>
    public static string Path(Property property) => "data." + property.Key;

    /// <summary>What people call a field; its path where the entity has none of it.</summary>
    public static string Label(string path, EntitySchema schema) => FieldList.Find(schema, path)?.Label(CultureInfo.CurrentUICulture) ?? path;
}
