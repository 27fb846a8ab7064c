using CrmAdmin.Http;

namespace CrmAdmin.Loading;

/// <summary>Rows of a CSV file whose first row names the columns.</summary>
internal sealed class CsvSource : RowSource
{
    private readonly TextReader reader;
    private readonly LoadArguments arguments;
    private readonly CsvRows rows;
    private readonly string[] headers;

    /// <summary>Reads the header. 400 where there is none, or where it names a column twice or not at all.</summary>
    public CsvSource(TextReader reader, LoadArguments arguments)
    {
        (this.reader, this.arguments) = (reader, arguments);
        rows = new CsvRows(reader, arguments.Delimiter);
        if (!rows.Read() || rows.Fault is not null)
        {
            throw new CrmException(ErrorCode.ValidationError, "Loading.NoHeader");
        }

        headers = [.. Cells(rows.Count)];
        if (headers.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(h => h.Key.Length == 0 || h.Count() > 1) is { } wrong)
        {
            throw new CrmException(ErrorCode.ValidationError, "Loading.BadHeader", wrong.Key);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headers => headers;

    /// <inheritdoc/>
    public override long Line => rows.Line;

    /// <inheritdoc/>
    public override Detail? Fault =>
        rows.Fault is { } key ? new Detail("", key)
        : rows.Count != headers.Length ? new Detail("", "Loading.CellCount", rows.Count, headers.Length)
        : null;

    /// <inheritdoc/>
    public override bool Read() => rows.Read();

    /// <inheritdoc/>
    public override void Survey(IList<(string Header, ColumnSurvey Survey)> surveys)
    {
        for (var i = 0; i < headers.Length; i++)
        {
            surveys[i].Survey.Add(rows[i]);
        }
    }

    /// <inheritdoc/>
    public override object? Value(LoadColumn column, List<Detail> errors) =>
        CellValues.Read(rows[column.Index], column, arguments.ListSeparator, errors);

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(int count) => Enumerable.Range(0, rows.Count).Select(i => rows[i].ToString());

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();
}
