using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Records.Grid;

/// <summary>One column of a grid.</summary>
/// <param name="Path">Its name in addresses: «name», «dateCreated», «data.{key}».</param>
/// <param name="Label">Its header.</param>
/// <param name="Kind">How its values are drawn.</param>
/// <param name="Width">In pixels, before the person changes it.</param>
/// <param name="Value">What a record has in it; null for empty.</param>
/// <param name="IsSortable">Whether its header sorts.</param>
/// <param name="Property">The property behind it; null for what every record has.</param>
/// <param name="IsPinned">Whether it stays at the left while the others scroll sideways.</param>
public sealed record GridColumn(
    string Path, string Label, FieldKind Kind, int Width, Func<Record, object?> Value, bool IsSortable = false, Property? Property = null, bool IsPinned = false)
{
    /// <summary>Narrowest and widest that a column can be made, in pixels.</summary>
    public const int Narrowest = 60, Widest = 800;

    /// <summary>Name of the icon of its kind.</summary>
    public string Icon => Property is not null ? FieldIcons.Of(Property.FieldType) : Path switch
    {
        "tags" => "tag",
        "recordId" => "id",
        "ownerId" or "deletedBy" => "person",
        "name" => "text",
        _ => "time",
    };

    /// <summary>Whether it is the name, which is always there and always pinned.</summary>
    public bool IsName => Path == "name";

    /// <summary>Whether values stand at the end of the cell.</summary>
    public bool IsNumeric => Kind == FieldKind.Number;

    /// <summary>Whether a cell can be edited where it stands.</summary>
    public bool IsEditable => Path is "name" or "tags" or "ownerId" || Property is { FieldType: not FieldType.File };

    /// <summary>The columns of an entity's records, in the order they are offered; none for hidden properties.</summary>
    public static IReadOnlyList<GridColumn> All(EntitySchema schema) =>
    [
        System("name", 200, record => record.Name),
        .. schema.Shown.Select(Of),
        System("tags", 180, record => record.Tags.Count == 0 ? null : record.Tags),
        System("ownerId", 160, record => record.OwnerId),
        System("dateCreated", 120, record => record.DateCreated),
        System("dateUpdated", 120, record => record.DateUpdated),
        System("recordId", 290, record => record.RecordId),
    ];

    /// <summary>The columns shown before the person has chosen: the name, the first properties that fit a cell, tags, creation.</summary>
    public static IReadOnlyList<string> Usual(IReadOnlyList<GridColumn> all)
    {
        const int Properties = 8;
        var properties = all.Where(c => c.Property is { FieldType: not (FieldType.LongText or FieldType.File) }).Take(Properties);
        return ["name", .. properties.Select(c => c.Path), "tags", "dateCreated"];
    }

    /// <summary>By path, the columns that are not offered while their properties are hidden.</summary>
    public static IReadOnlyList<string> Hidden(EntitySchema schema) => [.. schema.Properties.Except(schema.Shown).Select(PathOf)];

    /// <summary>The column of a property, hidden or not.</summary>
    public static GridColumn Of(Property property)
    {
        var field = FieldList.Of(property);
        return new GridColumn(
            PathOf(property), property.Name, field.Kind, UsualWidth(property), record => record.Value(property), field.Sortable, property);
    }

    private static string PathOf(Property property) => "data." + property.Key;

    private static GridColumn System(string path, int width, Func<Record, object?> value)
    {
        var field = FieldList.System.Single(f => f.Path == path);
        return new GridColumn(path, field.Label(CultureInfo.CurrentUICulture), field.Kind, width, value, field.Sortable);
    }

    private static int UsualWidth(Property property) => property.FieldType switch
    {
        FieldType.Number => 136,
        FieldType.Boolean => 90,
        FieldType.Date => 116,
        FieldType.DateTime => 140,
        FieldType.Dropdown or FieldType.Radio => 120,
        FieldType.Phone => 140,
        FieldType.LongText => 280,
        FieldType.MultiCheckbox => 200,
        FieldType.Email or FieldType.Url => 220,
        _ => 160,
    };
}
