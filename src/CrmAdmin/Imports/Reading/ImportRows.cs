using System.Globalization;
using CrmAdmin.Http;
using CrmAdmin.Loading;

namespace CrmAdmin.Imports.Reading;

/// <summary>The rows of an uploaded file behind its header, one by one. Rows without any cell are passed over.</summary>
internal sealed class ImportRows : IDisposable
{
    private readonly TextReader reader;
    private readonly CsvRows rows;
    private readonly bool isSheet;

    /// <summary>Opens a file and reads its header. 400 where it is no text, or has no header.</summary>
    /// <param name="path">A CSV file, or what <see cref="SheetFile"/> made of a workbook.</param>
    /// <param name="isSheet">Whether it is the latter.</param>
    /// <param name="ct">Stops the look through a CSV file.</param>
    public ImportRows(string path, bool isSheet, CancellationToken ct)
    {
        this.isSheet = isSheet;
        var text = isSheet ? FileText.Own(path) : Check(path, ct);
        reader = text.Open();
        rows = new CsvRows(reader, isSheet ? SheetFile.Delimiter : Delimiter(text));
        if (!rows.Read() || rows.Fault is not null)
        {
            reader.Dispose();
            throw CrmException.Invalid("file", "Imports.NoHeader");
        }

        Headers = Cells;
    }

    /// <summary>The header's cells.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>Line of the file where the row begins; the header of a file that begins with it is 1.</summary>
    public long Line => isSheet ? long.Parse(rows[0], CultureInfo.InvariantCulture) : rows.Line;

    /// <summary>The row's cells as they stand in the file.</summary>
    public string[] Cells => [.. Enumerable.Range(isSheet ? 1 : 0, isSheet ? rows.Count - 1 : rows.Count).Select(i => rows[i].ToString())];

    /// <summary>
    /// What is wrong with the row as a whole; null for nothing. In a sheet cells stand under their headers however many a
    /// row has; in a CSV file one too few or too many means that all behind it stand in the wrong place.
    /// </summary>
    public Detail? Fault =>
        rows.Fault is { } key ? new Detail("", key)
        : isSheet || rows.Count == Headers.Count ? null
        : new Detail("", "Loading.CellCount", rows.Count, Headers.Count);

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read() => rows.Read();

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private static FileText Check(string path, CancellationToken ct)
    {
        try
        {
            return FileText.Check(path, null, ct);
        }
        catch (CrmException e) when (e.Code == ErrorCode.ValidationError)
        {
            throw CrmException.Invalid("file", "Imports.NotText");
        }
    }

    private static char Delimiter(FileText text)
    {
        using var head = text.Open();
        return Delimiters.Of(head);
    }
}
