using System.Globalization;
using System.Text;
using CrmAdmin.Http;
using CrmAdmin.Loading;
using CrmAdmin.Shell;

namespace CrmAdmin.Imports;

/// <summary>
/// The rejects file of one run: Line, Column, Reason, then the row as it was. Rows are added before the transaction that
/// counts them, and what a transaction did not count is overwritten; so each rejected row stands in it once.
/// </summary>
internal sealed class ImportRejects : IDisposable
{
    private readonly FileStream file;
    private readonly CultureInfo language;
    private long counted;

    /// <summary>Begins a run's file with what the runs before it had counted.</summary>
    /// <param name="path">The run's file.</param>
    /// <param name="before">The file that counted until now, and how much of it; null where none did.</param>
    /// <param name="headers">The columns' headers.</param>
    /// <param name="language">The language of the reasons.</param>
    public ImportRejects(string path, (string Path, long Bytes)? before, IReadOnlyList<string> headers, CultureInfo language)
    {
        this.language = language;
        file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        if (before is { } known)
        {
            using var old = File.OpenRead(known.Path);
            old.CopyTo(file);
            counted = known.Bytes;
        }
        else
        {
            file.Write(Encoding.UTF8.Preamble);
            counted = Write([["Line", "Column", "Reason", .. headers]], file.Position);
        }
    }

    /// <summary>Adds rows behind those that count. Gives how much of the file will count with them.</summary>
    public long Add(IReadOnlyList<RejectedRow> rows) => rows.Count == 0 ? counted : Write(rows.Select(Cells), counted);

    /// <summary>Counts the file up to here: the transaction has.</summary>
    public void Count(long bytes) => counted = bytes;

    /// <summary>Cuts a file that no run writes any more to what counts of it.</summary>
    public static void Cut(string path, long bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (file.Length > bytes)
        {
            file.SetLength(bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private long Write(IEnumerable<IEnumerable<string>> lines, long at)
    {
        file.SetLength(at);
        file.Position = at;
        using (var text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true))
        {
            var csv = new CsvLines(text, ',');
            foreach (var line in lines)
            {
                csv.Write(line);
            }
        }

        file.Flush(flushToDisk: true);
        return file.Position;
    }

    private IEnumerable<string> Cells(RejectedRow row) =>
        [row.Line.ToString(CultureInfo.InvariantCulture), row.Errors[0].Path, Reason(row.Errors), .. row.Cells];

    /// <summary>The first error's own column is named beside; further ones name theirs.</summary>
    private string Reason(IReadOnlyList<Detail> errors) =>
        string.Join("; ", errors.Select((e, i) => (i == 0 ? "" : e.Path + ": ") + Texts.Get(e.Key, language, e.Args)));
}

/// <summary>A row that became no record.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Cells">Its cells as they stand there.</param>
/// <param name="Errors">What is wrong with it; at least one.</param>
internal sealed record RejectedRow(long Line, string[] Cells, IReadOnlyList<Detail> Errors);
