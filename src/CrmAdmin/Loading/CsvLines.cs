using System.Buffers;

namespace CrmAdmin.Loading;

/// <summary>Writes CSV lines as RFC 4180 has them, cells unchanged.</summary>
internal sealed class CsvLines(TextWriter target, char delimiter)
{
    private readonly SearchValues<char> quoted = SearchValues.Create([delimiter, '"', '\r', '\n']);

    /// <summary>Writes one line.</summary>
    public void Write(IEnumerable<string> cells)
    {
        target.Write(string.Join(delimiter, cells.Select(Quoted)));
        target.Write("\r\n");
    }

    private string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(quoted) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
