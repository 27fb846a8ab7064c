
namespace CrmAdmin.Search.Grams;

/// <summary>
/// Cuts folded text into the pieces that the substring index holds: each non-ASCII character, each pair with a non-ASCII
/// character in it, each three ASCII characters. So one Korean syllable can be looked up, and three Latin letters.
/// </summary>
internal static class Gram
{
    /// <summary>Where ASCII characters that the index would take for the end of a word are moved to.</summary>
    private const int Moved = 0xE000;

    private const int AsciiRun = 3;

    /// <summary>The pieces of a text that is kept, each once, as the words of one line.</summary>
    public static string Line(string folded) => string.Join(' ', Pieces(folded, isNeedle: false));

    /// <summary>
    /// What to look for so that every text containing <paramref name="folded"/> is found, and few others; null where the text
    /// is too short to be looked up.
    /// </summary>
    public static string? Query(string folded)
    {
        var pieces = Pieces(folded, isNeedle: true);
        return pieces.Count == 0 ? null : string.Join(" AND ", pieces.Take(Http.Limits.GramsOfNeedle).Select(piece => $"\"{piece}\""));
    }

    /// <summary>A needle leaves out single characters that stand in one of its pairs.</summary>
    private static HashSet<string> Pieces(string folded, bool isNeedle)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        var characters = Characters(folded);
        for (var i = 0; i < characters.Count; i++)
        {
            if (!characters[i].IsAscii && !(isNeedle && characters.Count > 1))
            {
                pieces.Add(characters[i].Text);
            }

            if (i > 0 && !(characters[i - 1].IsAscii && characters[i].IsAscii))
            {
                pieces.Add(characters[i - 1].Text + characters[i].Text);
            }

            if (i >= AsciiRun - 1 && characters[i - 2].IsAscii && characters[i - 1].IsAscii && characters[i].IsAscii)
            {
                pieces.Add(characters[i - 2].Text + characters[i - 1].Text + characters[i].Text);
            }
        }

        return pieces;
    }

    private static List<(string Text, bool IsAscii)> Characters(string folded)
    {
        var characters = new List<(string, bool)>(folded.Length);
        for (var i = 0; i < folded.Length; i += char.IsHighSurrogate(folded[i]) && i + 1 < folded.Length ? 2 : 1)
        {
            var c = folded[i];
            characters.Add(char.IsAscii(c) ? (Ascii[c], true) : (char.IsHighSurrogate(c) && i + 1 < folded.Length ? folded.Substring(i, 2) : c.ToString(), false));
        }

        return characters;
    }

    private static readonly string[] Ascii =
        [.. Enumerable.Range(0, 128).Select(c => char.IsAsciiLetterOrDigit((char)c) ? ((char)c).ToString() : ((char)(Moved + c)).ToString())];
}
