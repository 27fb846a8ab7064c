using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Loading;
using CrmAdmin.Records;

namespace CrmAdmin.Imports;

/// <summary>
/// Reads the cells of an import: what people and spreadsheets write, brought into the form that <see cref="CellValues"/>
/// checks by the rules of all input.
/// </summary>
internal sealed class ImportCells(ImportTargets targets, Caller caller)
{
    // What stands between several values when they are handed on; no cell that is read as a list can hold it.
    private const char Between = '\u001F';

    private readonly Dictionary<Property, Dictionary<string, string>> labels = targets.Columns
        .Where(column => column.Property?.Options.Count > 0)
        .ToDictionary(column => column.Property!, column => Labels(column.Property!));

    /// <summary>
    /// What a row says a record is to be; errors by the column's header. An empty cell says nothing: the record keeps what it has.
    /// </summary>
    /// <param name="cells">The row's cells.</param>
    /// <param name="existing">The record it changes; null for a new one.</param>
    /// <param name="errors">Collects what is wrong.</param>
    public RecordInput? Read(string[] cells, Record? existing, List<Detail> errors)
    {
        string? name = null, owner = null;
        IReadOnlyList<string>? tags = null;
        var data = new List<KeyValuePair<string, object?>>(targets.Columns.Count);
        foreach (var column in targets.Columns)
        {
            var cell = Cell(cells, column.Index);
            var value = IsWrittenBack(column, cell, existing) ? null : Value(cell, column, errors);
            switch (column.Role)
            {
                case ColumnRole.Name:
                    name = (string?)value;
                    break;
                case ColumnRole.Owner:
                    owner = (string?)value;
                    break;
                case ColumnRole.Tags:
                    tags = (IReadOnlyList<string>?)value;
                    break;
                default:
                    if (value is not null)
                    {
                        data.Add(new(column.Property!.PropertyId, value));
                    }

                    break;
            }
        }

        if (name is null && existing is null && errors.Count == 0)
        {
            errors.Add(new Detail(targets.Columns.FirstOrDefault(c => c.Role == ColumnRole.Name)?.Header ?? "", "Records.NameNeeded"));
        }

        return errors.Count == 0 ? RecordInput.Of(name, tags, owner, data, null) : null;
    }

    /// <summary>What a row is matched on, as it is compared; null for an empty cell. What is wrong is found by <see cref="Read"/>.</summary>
    public object? Key(string[] cells)
    {
        if (targets.Match is not { } match || Cell(cells, match.Index) is not { Length: > 0 } cell)
        {
            return null;
        }

        var column = targets.Columns.FirstOrDefault(c => c.Index == match.Index);
        return column is null ? cell : RecordMatches.Key(match.Field, Value(cell, column, []));
    }

    private static string Cell(string[] cells, int index)
    {
        var cell = index < cells.Length ? cells[index] : "";

        // Our own CSV files put an apostrophe before what a spreadsheet would take for a formula.
        return cell.Length > 1 && cell[0] == '\'' && cell[1] is '=' or '+' or '-' or '@' or '\t' or '\r' ? cell[1..] : cell;
    }

    /// <summary>A caller below ADMIN may send back the mask that he was shown: that changes nothing.</summary>
    private bool IsWrittenBack(LoadColumn column, string cell, Record? existing) =>
        existing is not null && column.Property is { IsMasked: true } property && !caller.SeesMasked
        && Masking.Apply(existing.Value(property), property, caller) is string shown && shown == cell;

    private object? Value(string cell, LoadColumn column, List<Detail> errors)
    {
        var type = column.Property?.FieldType;
        if (column.Role == ColumnRole.Tags || type == FieldType.MultiCheckbox)
        {
            var items = Split(cell).Select(item => Option(item, column));
            return CellValues.Read(string.Join(Between, items), column, Between, errors) is IReadOnlyList<string> { Count: > 0 } list ? Kept(list, column) : null;
        }

        var text = type is FieldType.Text or FieldType.LongText || column.Role != ColumnRole.Property ? cell : cell.Trim();
        return type switch
        {
            _ when text.Length == 0 => null,
            FieldType.Date => targets.Dates.TryDay(text, out var day) ? day : Wrong(column, "Imports.NoDay", errors),
            FieldType.DateTime => targets.Dates.TryInstant(text, out var instant) ? instant : Wrong(column, "Imports.NoInstant", errors),
            FieldType.Dropdown or FieldType.Radio => CellValues.Read(Option(text, column), column, Between, errors),
            FieldType.Number => CellValues.Read(Number(text), column, Between, errors),
            _ => CellValues.Read(text, column, Between, errors),
        };
    }

    /// <summary>The properties' own kind of list is an array; tags are any list.</summary>
    private static object Kept(IReadOnlyList<string> list, LoadColumn column) =>
        column.Role == ColumnRole.Tags ? list : list.ToArray();

    /// <summary>The values of a cell. A backslash before the separator, or before another backslash, makes it a part of the value.</summary>
    private IEnumerable<string> Split(string cell)
    {
        var value = new System.Text.StringBuilder();
        for (var at = 0; at < cell.Length; at++)
        {
            var rest = cell.AsSpan(at);
            if (rest.StartsWith(targets.Separator, StringComparison.Ordinal))
            {
                yield return value.ToString().Trim();
                value.Clear();
                at += targets.Separator.Length - 1;
            }
            else
            {
                var escaped = cell[at] == '\\' && (rest[1..].StartsWith(targets.Separator, StringComparison.Ordinal) || rest[1..].StartsWith("\\", StringComparison.Ordinal));
                at += escaped ? 1 : 0;
                value.Append(cell[at]);
            }
        }

        yield return value.ToString().Trim();
    }

    /// <summary>The value of the option that a text names by its value or its label; the text itself where there is none.</summary>
    private string Option(string text, LoadColumn column) =>
        column.Property is { } property && labels.TryGetValue(property, out var known) && !column.Options.ContainsKey(text)
            ? known.GetValueOrDefault(Folding.Fold(text), text)
            : text;

    private static Dictionary<string, string> Labels(Property property)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in property.Options.Reverse())
        {
            known[Folding.Fold(option.Label)] = option.Value;
        }

        return known;
    }

    /// <summary>Commas between thousands are left out where they stand as they should.</summary>
    private static string Number(string text)
    {
        var groups = text.Split('.')[0].TrimStart('-').Split(',');
        var grouped = groups.Length > 1 && groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(group => group.Length == 3);
        return grouped ? text.Replace(",", "", StringComparison.Ordinal) : text;
    }

    private static object? Wrong(LoadColumn column, string key, List<Detail> errors)
    {
        errors.Add(new Detail(column.Header, key));
        return null;
    }
}
