using CrmAdmin.Http;

namespace CrmAdmin.Conditions;

/// <summary>
/// Initial consonants of Hangul: each that is typed stands for itself and for every syllable that begins with it, so that
/// ㅎㄱㄷ and 홍ㄱㄷ are in 홍길동.
/// </summary>
public static class Initials
{
    private const char FirstSyllable = '가';
    private const char LastSyllable = '힣';

    /// <summary>Syllables that begin alike.</summary>
    private const int SyllablesOfEach = 588;

    /// <summary>The consonants that syllables begin with, in the order of syllables.</summary>
    private const string Consonants = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    /// <summary>The letters that syllables end with, in the order of conjoining ones.</summary>
    private const string Finals = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    /// <summary>The letters ㄱ to ㅎ, clusters among them, each as the consonants that were typed for it.</summary>
    private static readonly string[] Typed =
        "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄸ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅃ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ".Split(' ');

    /// <summary>
    /// What a keyword looks for: folded, and each consonant that may stand for syllables as one letter of ㄱ to ㅎ, clusters
    /// that an input method made of two taken apart. Null where there is none, or more than a name has room for.
    /// </summary>
    public static string? Pattern(string keyword)
    {
        var pattern = string.Concat(Folding.Fold(keyword).Select(letter => Letter(letter) is { } typed ? Typed[typed - 'ㄱ'] : letter.ToString()));

        // SQLite's patterns do not tell U+FFFD from the two behind it.
        return pattern.Any(IsConsonant) && pattern.Length <= Limits.NameLength && !pattern.AsSpan().ContainsAnyInRange('\ufffd', '\uffff')
            ? pattern
            : null;
    }

    /// <summary>Whether a letter of a pattern stands for syllables.</summary>
    public static bool IsConsonant(char letter) => letter is >= 'ㄱ' and <= 'ㅎ';

    /// <summary>The first and the last syllable that a consonant stands for.</summary>
    public static (char First, char Last) Syllables(char consonant)
    {
        var first = FirstSyllable + (Consonants.IndexOf(consonant, StringComparison.Ordinal) * SyllablesOfEach);
        return ((char)first, (char)(first + SyllablesOfEach - 1));
    }

    /// <summary>Which consonant a syllable begins with or a lone one is, 0 to 18; -1 for other letters.</summary>
    public static int Of(char letter) => letter switch
    {
        >= FirstSyllable and <= LastSyllable => (letter - FirstSyllable) / SyllablesOfEach,
        >= 'ㄱ' and <= 'ㅎ' => Consonants.IndexOf(letter, StringComparison.Ordinal),
        _ => -1,
    };

    /// <summary>
    /// What every name that fits a pattern has of the pieces that indexes hold: two initials in a row, or one where none
    /// stands beside it. Written from <paramref name="first"/> on, a character each.
    /// </summary>
    public static IReadOnlyList<string> Pieces(string pattern, char first)
    {
        var of = pattern.Select(Of).ToArray();
        var pieces = new List<string>();
        for (var at = 0; at < of.Length; at++)
        {
            var (before, after) = (at > 0 && of[at - 1] >= 0, at + 1 < of.Length && of[at + 1] >= 0);
            if (of[at] >= 0 && after)
            {
                pieces.Add($"{(char)(first + of[at])}{(char)(first + of[at + 1])}");
            }
            else if (!before && IsConsonant(pattern[at]))
            {
                pieces.Add(((char)(first + of[at])).ToString());
            }
        }

        return [.. pieces.Distinct(StringComparer.Ordinal).Take(Limits.GramsOfNeedle)];
    }

    /// <summary>The parts of a pattern that stand for nothing but themselves.</summary>
    public static string[] Literals(string pattern) => pattern.Split(Consonants.ToCharArray(), StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The letter of ㄱ to ㅎ that a character is, be it half as wide or made to be joined to others; null for any other.</summary>
    private static char? Letter(char letter) => letter switch
    {
        >= 'ㄱ' and <= 'ㅎ' => letter,
        >= '\u1100' and <= '\u1112' => Consonants[letter - '\u1100'],
        >= '\u11a8' and <= '\u11c2' => Finals[letter - '\u11a8'],
        >= '\uffa1' and <= '\uffbe' => (char)(letter - '\uffa1' + 'ㄱ'),
        _ => null,
    };
}
