using System.Buffers;
using CrmAdmin.Http;

namespace CrmAdmin.Search.Grams;

/// <summary>
/// Cuts folded text into the pieces that the substring index holds: each non-ASCII character, each pair with a non-ASCII
/// character in it, each three ASCII characters. So one Korean syllable can be looked up, and three Latin letters.
/// </summary>
internal static class Gram
{
    /// <summary>Where ASCII characters that the index would take for the end of a word are moved to.</summary>
    private const int Moved = 0xE000;

    /// <summary>Stands before characters of a text that would be taken for moved ones, itself included.</summary>
    private const char Escape = (char)(Moved + 0xFF);

    /// <summary>Most that one UTF-16 unit adds to a line: itself alone and in a pair of escaped ones, its initial alone and in a pair, each with its space.</summary>
    private const int MostPerUnit = 16;

    private static readonly char[] Ascii =
        [.. Enumerable.Range(0, 128).Select(c => (char)(char.IsAsciiLetterOrDigit((char)c) ? c : Moved + c))];

    /// <summary>The pieces of a text that is kept, as the words of one line; its initial consonants among them where they are asked for.</summary>
    public static string Line(ReadOnlySpan<char> folded, bool withInitials = false)
    {
        var buffer = ArrayPool<char>.Shared.Rent((folded.Length * MostPerUnit) + 1);
        var length = Write(folded, buffer, isNeedle: false);
        length += withInitials ? InitialGram.Write(folded, buffer.AsSpan(length)) : 0;
        var line = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return line;
    }

    /// <summary>The values of a set, each of them one word.</summary>
    public static string Line(IEnumerable<string> members) => string.Join(' ', members.Select(Word));

    /// <summary>What to look for to find the sets that have any of these values, or all of them.</summary>
    public static string Query(IEnumerable<string> members, bool all) =>
        string.Join(all ? " AND " : " OR ", members.Select(member => $"\"{Word(member)}\""));

    /// <summary>
    /// What to look for so that every text containing <paramref name="folded"/> is found, and few others; null where the text
    /// is too short to be looked up.
    /// </summary>
    public static string? Query(ReadOnlySpan<char> folded)
    {
        var buffer = new char[(folded.Length * MostPerUnit) + 1];
        var pieces = new string(buffer, 0, Write(folded, buffer, isNeedle: true)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return pieces.Length == 0 ? null : string.Join(" AND ", pieces.Distinct().Take(Limits.GramsOfNeedle).Select(piece => $"\"{piece}\""));
    }

    /// <summary>Whether a needle is one piece, so that the index alone says which texts contain it.</summary>
    public static bool IsPiece(string folded) => Query(folded) == $"\"{Word(folded)}\"";

    private static string Word(string text)
    {
        var buffer = new char[(text.Length * 2) + 1];
        return new string(buffer, 0, Copy(text, buffer, 0) - 1);
    }

    /// <summary>A needle leaves out single characters, as each stands in one of its pairs unless it is the only one.</summary>
    private static int Write(ReadOnlySpan<char> folded, Span<char> line, bool isNeedle)
    {
        int length = 0, run = 0, before = 0;
        for (int at = 0, size; at < folded.Length; at += size)
        {
            size = char.IsHighSurrogate(folded[at]) && at + 1 < folded.Length ? 2 : 1;
            var isAscii = char.IsAscii(folded[at]);
            run = isAscii ? run + 1 : 0;
            if (!isAscii && !(isNeedle && folded.Length > size))
            {
                length = Copy(folded.Slice(at, size), line, length);
            }

            if (at > 0 && !(isAscii && run > 1))
            {
                length = Copy(folded[before..(at + size)], line, length);
            }

            if (run > 2)
            {
                length = Copy(folded.Slice(at - 2, 3), line, length);
            }

            before = at;
        }

        return length;
    }

    private static int Copy(ReadOnlySpan<char> piece, Span<char> line, int length)
    {
        foreach (var c in piece)
        {
            if (c is >= (char)Moved and <= Escape)
            {
                line[length++] = Escape;
            }

            line[length++] = char.IsAscii(c) ? Ascii[c] : c;
        }

        line[length++] = ' ';
        return length;
    }
}
