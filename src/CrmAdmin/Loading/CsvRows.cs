using System.Buffers;

namespace CrmAdmin.Loading;

/// <summary>
/// Reads CSV row by row (RFC 4180, any line ends) without making a string of each cell. Empty lines are passed over.
/// </summary>
internal sealed class CsvRows(TextReader reader, char delimiter)
{
    /// <summary>More characters than any row can hold; beyond them a quote was left open.</summary>
    private const int LongestRow = 16 * 1024 * 1024;

    private readonly SearchValues<char> ends = SearchValues.Create([delimiter, '\r', '\n']);
    private readonly List<Range> cells = [];
    private char[] buffer = new char[64 * 1024];
    private int filled;
    private long nextLine = 1;

    // Where the row begins in the buffer, and the place being read, counted from there: a row stays in one piece even
    // where it has to be moved to make room.
    private int row;
    private int at;

    /// <summary>How many cells the row has.</summary>
    public int Count => cells.Count;

    /// <summary>Line of the file where the row begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Text key of what is wrong with the row as a whole; null for nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>A cell without its quotes, until the next row is read.</summary>
    public ReadOnlySpan<char> this[int index] => buffer.AsSpan(row)[cells[index]];

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read()
    {
        do
        {
            (row, at) = (row + at, 0);
            cells.Clear();
            Fault = null;
            Line = nextLine;
            if (Peek() is null)
            {
                return false;
            }

            ReadRow();
        }
        while (Count == 1 && this[0].IsEmpty && Fault is null);
        return true;
    }

    private void ReadRow()
    {
        do
        {
            if (Peek() == '"')
            {
                ReadQuoted();
            }
            else
            {
                ReadPlain();
            }
        }
        while (!EndsRow());
    }

    private void ReadPlain()
    {
        var start = at;
        while (true)
        {
            var length = buffer.AsSpan(row + at, filled - row - at).IndexOfAny(ends);
            at = length < 0 ? filled - row : at + length;
            if (length >= 0 || !Fill())
            {
                cells.Add(start..at);
                return;
            }
        }
    }

    /// <summary>A doubled quote is one; the cell is drawn together in place.</summary>
    private void ReadQuoted()
    {
        var start = ++at;
        var end = start;
        while (Peek() is { } c)
        {
            at++;
            if (c == '"' && Peek() != '"')
            {
                cells.Add(start..end);
                PassRest();
                return;
            }

            at += c == '"' ? 1 : 0;
            nextLine += c == '\n' || (c == '\r' && Peek() != '\n') ? 1 : 0;
            buffer[row + end++] = c;
        }

        Fault = "Loading.QuoteLeftOpen";
        cells.Add(start..end);
    }

    private void PassRest()
    {
        if (Peek() is { } c && !ends.Contains(c))
        {
            Fault = "Loading.TextBehindQuote";
            ReadPlain();
            cells.RemoveAt(cells.Count - 1);
        }
    }

    /// <summary>Passes a delimiter or a line end; the end of the file is a line end.</summary>
    private bool EndsRow()
    {
        var c = Peek();
        if (c is null)
        {
            return true;
        }

        at++;
        if (c == delimiter)
        {
            return false;
        }

        at += c == '\r' && Peek() == '\n' ? 1 : 0;
        nextLine++;
        return true;
    }

    private char? Peek() => row + at < filled || Fill() ? buffer[row + at] : null;

    private bool Fill()
    {
        if (filled == buffer.Length && !MakeRoom())
        {
            return false;
        }

        var read = reader.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        return read > 0;
    }

    private bool MakeRoom()
    {
        if (row == 0)
        {
            if (filled >= LongestRow)
            {
                return false;
            }

            Array.Resize(ref buffer, filled * 2);
        }

        buffer.AsSpan(row, filled - row).CopyTo(buffer);
        (filled, row) = (filled - row, 0);
        return true;
    }
}
