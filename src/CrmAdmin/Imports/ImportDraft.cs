using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmAdmin.Imports;

/// <summary>How a file is to become records, while a person makes up his mind. Each field is given by one column at most.</summary>
/// <param name="Fields">By column index the field that it gives; columns that are passed over are absent.</param>
public sealed record ImportDraft(IReadOnlyDictionary<int, string> Fields)
{
    private const string Id = "recordId";
    private const string Nothing = "-";

    // An address that is longer is cut by programs on its way.
    private const int LongestAddress = 1500;

    /// <summary>The field by which rows find the records that they change; null where every row makes one.</summary>
    public string? MatchOn { get; init; }

    /// <summary>How dates are written; null for ISO and days that begin with the year.</summary>
    public string? DateFormat { get; init; }

    /// <summary>What stands between several values of a cell.</summary>
    public string Separator { get; init; } = "|";

    /// <summary>What a run is asked with.</summary>
    public ImportRequest Request => new()
    {
        ColumnMappings = Fields.ToDictionary(one => one.Key.ToString(CultureInfo.InvariantCulture), string? (one) => one.Value),
        MatchOn = MatchOn,
        DateFormat = DateFormat,
        MultiValueSeparator = Separator,
    };

    /// <summary>What was guessed. A column of record ids says that the file came from here and is to change them.</summary>
    public static ImportDraft Guessed(ImportPreview preview)
    {
        var fields = preview.SuggestedMappings.ToDictionary(one => int.Parse(one.Key, CultureInfo.InvariantCulture), one => one.Value);
        return new ImportDraft(fields) { MatchOn = fields.ContainsValue(Id) ? Id : null };
    }

    /// <summary>Gives a column a field, or none; the column that had it until now is passed over.</summary>
    public ImportDraft Map(int column, string? field)
    {
        var fields = Fields.Where(one => one.Key != column && one.Value != field).ToDictionary();
        if (!string.IsNullOrEmpty(field))
        {
            fields[column] = field;
        }

        var match = field == Id ? Id : MatchOn is not null && fields.ContainsValue(MatchOn) ? MatchOn : null;
        return this with { Fields = fields, MatchOn = match };
    }

    /// <summary>Chooses how rows find their records. A column of record ids is of use for that alone.</summary>
    public ImportDraft Match(string? field) => this with
    {
        MatchOn = string.IsNullOrEmpty(field) ? null : field,
        Fields = field == Id ? Fields : Fields.Where(one => one.Value != Id).ToDictionary(),
    };

    /// <summary>The fields that a caller may match on: those that tell records apart, that a column gives, and that he sees.</summary>
    public IEnumerable<string> Matchable(EntitySchema schema, Caller caller) => Fields.OrderBy(one => one.Key).Select(one => one.Value)
        .Where(path => FieldList.Find(schema, path) is { } field && RecordMatches.CanMatch(field) && (!field.IsMasked || caller.SeesMasked));

    /// <summary>The draft as members of an address, as far as it is not what was guessed.</summary>
    public Dictionary<string, object?> ToQuery(ImportDraft guessed)
    {
        var columns = Fields.Keys.Union(guessed.Fields.Keys).Order()
            .Where(column => Fields.GetValueOrDefault(column) != guessed.Fields.GetValueOrDefault(column))
            .Select(column => string.Create(CultureInfo.InvariantCulture, $"{column}:{Fields.GetValueOrDefault(column) ?? Nothing}"));
        var map = string.Join(',', columns);
        return new(StringComparer.Ordinal)
        {
            ["map"] = map.Length is 0 or > LongestAddress ? null : map,
            ["match"] = MatchOn == guessed.MatchOn ? null : MatchOn ?? Nothing,
            ["dates"] = DateFormat,
            ["between"] = Separator == guessed.Separator ? null : Separator,
        };
    }

    /// <summary>What an address says beside what was guessed; what cannot be read is left out.</summary>
    public static ImportDraft Read(Uri address, ImportDraft guessed)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string? Member(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
        var draft = guessed;
        foreach (var part in Member("map")?.Split(',') ?? [])
        {
            if (part.Split(':', 2) is [var index, var field] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var column))
            {
                draft = draft.Map(column, field == Nothing ? null : field);
            }
        }

        var match = Member("match") ?? draft.MatchOn;
        return draft with
        {
            MatchOn = match is not null && draft.Fields.Values.Contains(match) ? match : null,
            DateFormat = Member("dates"),
            Separator = Member("between") ?? guessed.Separator,
        };
    }
}
