namespace CrmAdmin.Exports;

/// <summary>The kind of file.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated text, RFC 4180.</summary>
    Csv,

    /// <summary>An Excel workbook (.xlsx).</summary>
    Excel,
}

/// <summary>What a format is called on the wire.</summary>
internal static class ExportFormats
{
    /// <summary>The Content-Type of a file.</summary>
    public static string MimeType(this ExportFormat format) => format == ExportFormat.Csv
        ? "text/csv; charset=utf-8"
        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What the name of a file ends with.</summary>
    public static string Extension(this ExportFormat format) => format == ExportFormat.Csv ? "csv" : "xlsx";
}

/// <summary>How days and instants are written.</summary>
public enum ExportDateFormat
{
    /// <summary>2026-04-23 and 2026-04-23T08:15:30.123Z.</summary>
    Iso,

    /// <summary>04/23/2026.</summary>
    L,

    /// <summary>April 23, 2026.</summary>
    LL,

    /// <summary>April 23, 2026 5:15 PM; a day without a time as LL.</summary>
    LLL,
}

/// <summary>What a format of dates is called on the wire.</summary>
internal static class ExportDateFormats
{
    /// <summary>The names, the default first.</summary>
    public static readonly IReadOnlyList<string> Names = ["ISO", "L", "LL", "LLL"];

    /// <summary>The format of a name; null for any other text.</summary>
    public static ExportDateFormat? Find(string? name) => name switch
    {
        "ISO" => ExportDateFormat.Iso,
        "L" => ExportDateFormat.L,
        "LL" => ExportDateFormat.LL,
        "LLL" => ExportDateFormat.LLL,
        _ => null,
    };
}

/// <summary>How a file is to look, all choices made.</summary>
/// <param name="Columns">The columns in their order; at least one.</param>
/// <param name="WorkspaceZone">Zone of the workspace.</param>
internal sealed record ExportLayout(IReadOnlyList<ExportColumn> Columns, TimeZoneInfo WorkspaceZone)
{
    /// <summary>What the rows are, in people's words; names the sheet of a workbook.</summary>
    public string Title { get; init; } = "Records";

    /// <summary>Excel: stands at the end of a text that was cut at the 32,767 characters a cell can hold.</summary>
    public string CutNotice { get; init; } = "…";

    /// <summary>How dates are written.</summary>
    public ExportDateFormat DateFormat { get; init; }

    /// <summary>The zone asked for; null leaves ISO in UTC and everything else in <see cref="WorkspaceZone"/>.</summary>
    public TimeZoneInfo? AskedZone { get; init; }

    /// <summary>CSV: comma, semicolon or tab.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>CSV: whether the file begins with a byte order mark.</summary>
    public bool Bom { get; init; } = true;

    /// <summary>CSV: whether text that a spreadsheet would take for a formula gets a leading apostrophe.</summary>
    public bool FormulaGuard { get; init; } = true;

    /// <summary>The zone of everything but ISO instants.</summary>
    public TimeZoneInfo Zone => AskedZone ?? WorkspaceZone;
}
