using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Exports;

/// <summary>Which columns a file of records has, and in which order.</summary>
internal static class ExportColumns
{
    private const string Data = "data.";

    /// <summary>Record ID, Name, the properties in their order, Tags, Owner, Created, Updated.</summary>
    public static IReadOnlyList<ExportColumn> All(EntitySchema entity, CultureInfo language) => With(entity.Properties, language);

    /// <summary>Those of them that a person is offered: none of hidden properties.</summary>
    public static IReadOnlyList<ExportColumn> Shown(EntitySchema entity, CultureInfo language) => With(entity.Shown, language);

    /// <summary>The columns asked for, in the order asked; all of them where none are. What is unknown or given twice goes to <paramref name="wrong"/>.</summary>
    public static IReadOnlyList<ExportColumn> For(EntitySchema entity, IReadOnlyList<string?>? fields, CultureInfo language, List<Detail> wrong)
    {
        if (fields is null)
        {
            return All(entity, language);
        }

        if (fields.Count == 0)
        {
            wrong.Add(new Detail("columns", "Exports.NoColumns"));
        }

        var columns = new List<ExportColumn>(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            var column = Find(entity, fields[i], language);
            if (column is null && FieldList.MayBe(entity, fields[i] ?? ""))
            {
                continue;
            }

            if (column is null || columns.Exists(c => c.Field == column.Field))
            {
                wrong.Add(new Detail($"columns[{i}]", column is null ? "Exports.UnknownColumn" : "Exports.ColumnTwice", fields[i]));
                continue;
            }

            columns.Add(column);
        }

        return columns;
    }

    private static IReadOnlyList<ExportColumn> With(IReadOnlyList<Property> properties, CultureInfo language) =>
    [
        System("recordId", language)!,
        System("name", language)!,
        .. properties.Select(Of),
        System("tags", language)!,
        System("ownerId", language)!,
        System("dateCreated", language)!,
        System("dateUpdated", language)!,
    ];

    private static ExportColumn? Find(EntitySchema entity, string? field, CultureInfo language)
    {
        if (field is null || !field.StartsWith(Data, StringComparison.Ordinal))
        {
            return System(field, language);
        }

        return entity.Find(field[Data.Length..]) is { } property ? Of(property) : null;
    }

    private static ExportColumn Of(Property property) =>
        new(Data + property.PropertyId, property.Name, ExportColumn.KindOf(property.FieldType), property);

    private static ExportColumn? System(string? field, CultureInfo language) => field switch
    {
        "recordId" => new(field, Texts.Get("Exports.RecordId", language), CellKind.Text),
        "name" => new(field, Texts.Get("Exports.Name", language), CellKind.Text),
        "tags" => new(field, Texts.Get("Exports.Tags", language), CellKind.List),
        "ownerId" => new(field, Texts.Get("Exports.Owner", language), CellKind.Text),
        "dateCreated" => new(field, Texts.Get("Exports.Created", language), CellKind.Instant),
        "dateUpdated" => new(field, Texts.Get("Exports.Updated", language), CellKind.Instant),
        _ => null,
    };
}
