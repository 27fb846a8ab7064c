using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Loading;
using CrmAdmin.Workspace;

namespace CrmAdmin.Imports;

/// <summary>The field by which rows find their records.</summary>
/// <param name="Field">The field.</param>
/// <param name="Index">The column that holds its value.</param>
/// <param name="Header">That column's header.</param>
internal sealed record MatchField(Field Field, int Index, string Header);

/// <summary>A request for a run, held against the entity as it stands: where each column goes, and how its cells are read.</summary>
/// <param name="Schema">The entity.</param>
/// <param name="Columns">The columns that give a value.</param>
/// <param name="Match">How rows find their records; null where each makes one.</param>
/// <param name="Dates">How days and instants are written.</param>
/// <param name="Separator">What stands between several values of a cell.</param>
internal sealed record ImportTargets(
    EntitySchema Schema, IReadOnlyList<LoadColumn> Columns, MatchField? Match, DatePatterns Dates, string Separator)
{
    private const string Mappings = "columnMappings";
    private const string Id = "recordId";
    private const string Name = "name";
    private const int LongestSeparator = 3;

    /// <summary>
    /// Checks a request. 400 names everything that is wrong, 403 a masked field that the caller may not match on.
    /// </summary>
    public static ImportTargets Read(
        Caller caller, ImportRequest request, IReadOnlyList<string> headers, EntitySchema schema, WorkspaceSettings workspace)
    {
        var wrong = new List<Detail>();
        var mapped = ReadMappings(request, headers, schema, wrong);
        var match = ReadMatch(request.MatchOn, headers, mapped, schema, wrong);
        if (wrong.Count == 0 && match is null && mapped.All(column => column.Field != Name))
        {
            wrong.Add(new Detail(Mappings, "Imports.NameUnmapped"));
        }

        if (match?.Field.Path != Id && mapped.Find(column => column.Field == Id).Field is not null)
        {
            wrong.Add(new Detail(Mappings, "Imports.IdUnmatched"));
        }

        var (dates, separator) = ReadForms(request, workspace, wrong);
        if (wrong.Count > 0)
        {
            throw CrmException.Invalid(wrong);
        }

        Masking.Demand(match?.Field.Property is { } property ? [property] : [], caller);
        return new ImportTargets(schema, [.. mapped.Select(column => column.Column).OfType<LoadColumn>()], match, dates!, separator);
    }

    /// <summary>404 for an import that is not there, or 400 where the request would be wrong for any.</summary>
    public static CrmException Missing(string importId, ImportRequest request, WorkspaceSettings workspace)
    {
        var wrong = new List<Detail>();
        wrong.AddRange((request.ColumnMappings ?? new Dictionary<string, string?>()).Keys.Where(key => !TryIndex(key, out _))
            .Select(key => new Detail($"{Mappings}.{key}", "Imports.ColumnUnknown", Limits.ImportColumns - 1)));
        ReadForms(request, workspace, wrong);
        return wrong.Count > 0 ? CrmException.Invalid(wrong) : CrmException.NotFound(importId);
    }

    private static (DatePatterns? Dates, string Separator) ReadForms(ImportRequest request, WorkspaceSettings workspace, List<Detail> wrong)
    {
        var dates = DatePatterns.Of(request.DateFormat, workspace.TimeZone);
        if (dates is null)
        {
            wrong.Add(new Detail("dateFormat", "Imports.DateFormatUnknown", request.DateFormat));
        }

        var separator = string.IsNullOrEmpty(request.MultiValueSeparator) ? "|" : request.MultiValueSeparator;
        if (separator.Length > LongestSeparator || separator.AsSpan().ContainsAny('"', '\r', '\n') || separator.Contains('\\', StringComparison.Ordinal))
        {
            wrong.Add(new Detail("multiValueSeparator", "Imports.SeparatorUnknown", LongestSeparator));
        }

        return (dates, separator);
    }

    private static bool TryIndex(string key, out int index) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private static List<(string Field, int Index, LoadColumn? Column)> ReadMappings(
        ImportRequest request, IReadOnlyList<string> headers, EntitySchema schema, List<Detail> wrong)
    {
        var mapped = new List<(string Field, int Index, LoadColumn? Column)>();
        foreach (var (key, target) in request.ColumnMappings ?? new Dictionary<string, string?>())
        {
            var at = $"{Mappings}.{key}";
            if (!TryIndex(key, out var index) || index >= headers.Count)
            {
                wrong.Add(new Detail(at, "Imports.ColumnUnknown", headers.Count - 1));
            }
            else if (!string.IsNullOrEmpty(target) && Target(index, headers[index], target, schema, at, wrong) is { } column)
            {
                if (mapped.Exists(other => other.Field == column.Field))
                {
                    wrong.Add(new Detail(at, "Imports.FieldTwice", target));
                }

                mapped.Add(column);
            }
        }

        return mapped;
    }

    private static (string Field, int Index, LoadColumn? Column)? Target(
        int index, string header, string target, EntitySchema schema, string at, List<Detail> wrong)
    {
        switch (target)
        {
            case Id:
                return (Id, index, null);
            case Name:
                return (Name, index, new LoadColumn(index, header, ColumnRole.Name));
            case "tags":
                return (target, index, new LoadColumn(index, header, ColumnRole.Tags));
            case "ownerId":
                return (target, index, new LoadColumn(index, header, ColumnRole.Owner));
        }

        if (FieldList.Find(schema, target) is not { Property: { } property } field)
        {
            wrong.Add(new Detail(at, "Imports.FieldUnknown", target));
            return null;
        }

        if (property.FieldType == FieldType.File)
        {
            wrong.Add(new Detail(at, "Imports.FilesNotImported"));
            return null;
        }

        return (field.Path, index, new LoadColumn(index, header, ColumnRole.Property, property));
    }

    private static MatchField? ReadMatch(
        string? matchOn, IReadOnlyList<string> headers, List<(string Field, int Index, LoadColumn? Column)> mapped, EntitySchema schema, List<Detail> wrong)
    {
        if (string.IsNullOrEmpty(matchOn))
        {
            return null;
        }

        var field = FieldList.Find(schema, matchOn);
        if (field is null || !RecordMatches.CanMatch(field))
        {
            wrong.Add(new Detail("matchOn", field is null ? "Imports.FieldUnknown" : "Imports.NoMatchKey", matchOn));
            return null;
        }

        if (mapped.Find(column => column.Field == field.Path) is not { Field: not null } found)
        {
            wrong.Add(new Detail("matchOn", "Imports.MatchUnmapped", matchOn));
            return null;
        }

        return new MatchField(field, found.Index, headers[found.Index]);
    }
}
