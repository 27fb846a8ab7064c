using System.Globalization;
using System.Text;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Loading;

/// <summary>
/// Tells which rows were refused and why: all of them in a CSV file (Line, Column, Reason, then the row as it was), which is
/// made with the first of them, and the first few on the screen.
/// </summary>
internal sealed class Rejects(LoadArguments arguments, IReadOnlyList<string> headers, TextWriter screen) : IDisposable
{
    private const int Shown = 20;
    private StreamWriter? file;
    private CsvLines? lines;

    /// <summary>How many rows were refused.</summary>
    public long Count { get; private set; }

    /// <summary>Refuses the row that a source stands on.</summary>
    public void Add(RowSource row, IReadOnlyList<Detail> errors)
    {
        var (column, reason) = (errors[0].Path, Reason(errors));
        if (Count++ < Shown)
        {
            screen.WriteLine(Text(column.Length == 0 ? "Loading.RowRefused" : "Loading.CellRefused", row.Line, reason, column));
        }
        else if (Count == Shown + 1)
        {
            screen.WriteLine(Text("Loading.MoreRefused", arguments.Rejects));
        }

        lines ??= Begin();
        lines.Write([row.Line.ToString(CultureInfo.InvariantCulture), column, reason, .. row.Cells(headers.Count)]);
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    /// <summary>The first error's own column is named; further ones name theirs.</summary>
    private static string Reason(IReadOnlyList<Detail> errors) =>
        string.Join("; ", errors.Select((e, i) => (i == 0 ? "" : e.Path + ": ") + Text(e.Key, [.. e.Args])));

    private static string Text(string key, params object?[] args) => Texts.Get(key, CultureInfo.CurrentUICulture, args);

    private CsvLines Begin()
    {
        file = new StreamWriter(arguments.Rejects, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var begun = new CsvLines(file, arguments.Delimiter);
        begun.Write(["Line", "Column", "Reason", .. headers]);
        return begun;
    }
}
