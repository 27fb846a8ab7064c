namespace CrmAdmin.Imports.Reading;

/// <summary>Finds out what stands between the cells of a CSV file.</summary>
internal static class Delimiters
{
    private const int Looked = 64 * 1024;
    private const string Candidates = ",;\t|";

    /// <summary>The candidate that the first line holds most of, outside of quotes; a comma where it holds none.</summary>
    public static char Of(TextReader reader)
    {
        var head = new char[Looked];
        var length = reader.ReadBlock(head, 0, Looked);
        var counts = new int[Candidates.Length];
        var (inQuotes, begun) = (false, false);
        foreach (var c in head.AsSpan(0, length))
        {
            if (!inQuotes && c is '\r' or '\n')
            {
                // Empty lines above the header are passed over.
                if (begun)
                {
                    break;
                }

                continue;
            }

            begun = true;
            if (c == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (!inQuotes && Candidates.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at)
            {
                counts[at]++;
            }
        }

        return Candidates[counts.IndexOf(counts.Max())];
    }
}
