using CrmAdmin.Http;

namespace CrmAdmin.Loading;

/// <summary>The rows of a file, one after the other.</summary>
internal abstract class RowSource : IDisposable
{
    /// <summary>The columns that the file names before its first row; none where each row names its own.</summary>
    public abstract IReadOnlyList<string> Headers { get; }

    /// <summary>Line of the file where the row begins, from 1.</summary>
    public abstract long Line { get; }

    /// <summary>What is wrong with the row as a whole; null for nothing.</summary>
    public abstract Detail? Fault { get; }

    /// <summary>Goes to the next row; false at the end.</summary>
    public abstract bool Read();

    /// <summary>Shows the cells of a row without fault to the surveys of their columns, adding columns that are new.</summary>
    public abstract void Survey(IList<(string Header, ColumnSurvey Survey)> surveys);

    /// <summary>A cell in canonical form, or null for empty: string, list of tags, instant, or the property's value.</summary>
    public abstract object? Value(LoadColumn column, List<Detail> errors);

    /// <summary>The row's cells as they stand in the file.</summary>
    public abstract IEnumerable<string> Cells(int count);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Opens the file from its beginning.</summary>
    public static RowSource Open(FileText text, LoadArguments arguments, IReadOnlyList<string> columns) => arguments.IsNdjson
        ? new NdjsonSource(text.Open(), columns)
        : new CsvSource(text.Open(), arguments);
}
