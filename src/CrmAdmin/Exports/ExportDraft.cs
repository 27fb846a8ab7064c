using CrmAdmin.Search;

namespace CrmAdmin.Exports;

/// <summary>A column as the dialog offers it.</summary>
/// <param name="Field">The field as conditions name it: «name», «data.CRMPP1…».</param>
/// <param name="Header">What stands above it.</param>
/// <param name="IsMasked">Whether callers below ADMIN get it masked.</param>
/// <param name="IsOn">Whether the file will have it.</param>
public sealed record DraftColumn(string Field, string Header, bool IsMasked, bool IsOn);

/// <summary>The choices of the dialog so far.</summary>
/// <param name="Scope">Which records.</param>
/// <param name="Columns">Every column in the order it would be written.</param>
/// <param name="Zone">An IANA name.</param>
public sealed record ExportDraft(ExportScope Scope, IReadOnlyList<DraftColumn> Columns, string Zone)
{
    /// <summary>The delimiters by what the choice is called.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Delimiters = [("Comma", ","), ("Semicolon", ";"), ("Tab", "\t")];

    /// <summary>The segment that is exported where the scope is one.</summary>
    public string? SegmentId { get; init; }

    /// <summary>csv or excel.</summary>
    public string Format { get; init; } = "csv";

    /// <summary>What the delimiter is called.</summary>
    public string Delimiter { get; init; } = "Comma";

    /// <summary>ISO, L, LL or LLL.</summary>
    public string DateFormat { get; init; } = "ISO";

    /// <summary>Whether a CSV file keeps spreadsheets from taking a text for a formula.</summary>
    public bool FormulaGuard { get; init; } = true;

    /// <summary>Whether it is a CSV file.</summary>
    public bool IsCsv => Format == "csv";

    /// <summary>How many columns the file will have.</summary>
    public int ColumnCount => Columns.Count(c => c.IsOn);

    /// <summary>A column put in or left out.</summary>
    public ExportDraft Switched(string field) =>
        this with { Columns = [.. Columns.Select(c => c.Field == field ? c with { IsOn = !c.IsOn } : c)] };

    /// <summary>These columns alone, where they stand.</summary>
    public ExportDraft Only(IReadOnlyCollection<string> fields) =>
        this with { Columns = [.. Columns.Select(c => c with { IsOn = fields.Contains(c.Field) })] };

    /// <summary>A column brought to another place; a place that there is not changes nothing.</summary>
    public ExportDraft Moved(int from, int to)
    {
        if (to < 0 || to >= Columns.Count)
        {
            return this;
        }

        var order = Columns.ToList();
        order.RemoveAt(from);
        order.Insert(to, Columns[from]);
        return this with { Columns = order };
    }

    /// <summary>The request for it.</summary>
    public ExportRequest Request(RecordSelection records) => new()
    {
        EntityId = records.EntityId,
        Keyword = records.Keyword,
        ConditionGroup = records.ConditionGroup,
        SegmentId = records.SegmentId,
        RecordIds = records.RecordIds,
        SortFields = records.SortFields,
        Format = Format,
        Columns = [.. Columns.Where(c => c.IsOn).Select(c => c.Field)],
        Delimiter = IsCsv ? Delimiters.First(d => d.Name == Delimiter).Value : null,
        DateFormat = DateFormat,
        TimeZone = Zone,
        FormulaGuard = IsCsv ? FormulaGuard : null,
    };
}
