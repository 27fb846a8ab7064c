namespace CrmAdmin.Imports;

/// <summary>How an uploaded file is to become records: the body of a run.</summary>
public sealed record ImportRequest
{
    /// <summary>
    /// By the column's index, from 0: name, tags, ownerId, data.{propertyId or key}, or recordId to match on. A column
    /// without an entry is passed over.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? ColumnMappings { get; init; }

    /// <summary>The field by which a row finds the record that it changes; without one every row makes a record.</summary>
    public string? MatchOn { get; init; }

    /// <summary>
    /// ISO, L, LL, LLL, or a pattern of YYYY, MM, DD, HH, mm, ss and the like. Without one, ISO and days that begin with
    /// the year are read.
    /// </summary>
    public string? DateFormat { get; init; }

    /// <summary>What stands between several values of one cell; «|» where absent.</summary>
    public string? MultiValueSeparator { get; init; }
}
