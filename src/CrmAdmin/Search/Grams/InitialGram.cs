using CrmAdmin.Conditions;

namespace CrmAdmin.Search.Grams;

/// <summary>
/// Initial consonants in the name's index: each of them and each two in a row, as characters that no piece of a text is
/// written with.
/// </summary>
internal static class InitialGram
{
    /// <summary>What the first consonant is in the index: behind the moved ASCII characters, where texts' own are escaped.</summary>
    private const char First = '\ue080';

    /// <summary>Writes the pieces of a folded text as words, a space behind each; gives how much it wrote.</summary>
    public static int Write(ReadOnlySpan<char> folded, Span<char> line)
    {
        int length = 0, before = -1;
        foreach (var letter in folded)
        {
            var initial = Initials.Of(letter);
            if (initial >= 0)
            {
                line[length++] = (char)(First + initial);
                line[length++] = ' ';
            }

            if (initial >= 0 && before >= 0)
            {
                line[length++] = (char)(First + before);
                line[length++] = (char)(First + initial);
                line[length++] = ' ';
            }

            before = initial;
        }

        return length;
    }

    /// <summary>What to look for so that every name is found that a keyword with initial consonants is in, and few others.</summary>
    public static string Query(string keyword)
    {
        var pattern = Initials.Pattern(keyword)!;
        var pieces = Initials.Pieces(pattern, First).Select(piece => $"\"{piece}\"");
        var query = string.Join(" AND ", pieces.Concat(Initials.Literals(pattern).Select(part => Gram.Query(part)).OfType<string>()));
        var folded = Folding.Fold(keyword);
        return pattern == folded ? query : $"({query}) OR ({Gram.Query(folded)})";
    }

    /// <summary>Whether a keyword is one piece, so that the index alone says which names it is in.</summary>
    public static bool IsPiece(string keyword) =>
        keyword.Length <= 2 && keyword.All(Initials.IsConsonant) && Initials.Pattern(keyword) == keyword;
}
