using System.Buffers;

namespace CrmAdmin.Shell;

/// <summary>
/// Chooses Korean particles (이/가, 을/를, 은/는, 과/와, 으로/로) by how the word before them ends when read aloud: Hangul by
/// its final consonant, its letters and digits by their Korean names, Latin letters by letter names or by rules of thumb for words.
/// </summary>
internal static class Particles
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private enum Ending
    {
        Vowel,
        Consonant,
        Rieul,
        Unknown,
    }

    /// <summary>
    /// The form after a consonant or the one after a vowel; «으로» gives way to «로» after ㄹ too. Where nobody can tell,
    /// both are written, as in «이(가)».
    /// </summary>
    public static string Choose(string before, string afterConsonant, string afterVowel) => End(before) switch
    {
        Ending.Consonant => afterConsonant,
        Ending.Vowel => afterVowel,
        Ending.Rieul => afterConsonant == "으로" ? afterVowel : afterConsonant,
        _ => afterConsonant == "으로" ? "(으)로" : $"{afterConsonant}({afterVowel})",
    };

    private static Ending End(string text)
    {
        var word = text.AsSpan().TrimEnd();
        while (word.Length > 0 && !char.IsLetterOrDigit(word[^1]) && word[^1] is not ('%' or '+'))
        {
            word = word[..^1];
        }

        if (word.Length == 0)
        {
            return Ending.Unknown;
        }

        return word[^1] switch
        {
            >= '가' and <= '힣' => OfSyllable(word[^1]),
            'ㄹ' => Ending.Rieul,
            >= 'ㄱ' and <= 'ㅎ' => Ending.Consonant,
            >= 'ㅏ' and <= 'ㅣ' => Ending.Vowel,
            >= '0' and <= '9' => OfDigit(word[^1]),
            '%' or '+' => Ending.Vowel,
            'ん' or 'ン' => Ending.Consonant,
            >= 'ぁ' and <= 'ヺ' => Ending.Vowel,
            _ when char.IsAsciiLetter(word[^1]) => OfLatin(word),
            _ => Ending.Unknown,
        };
    }

    private static Ending OfSyllable(char syllable) => ((syllable - '가') % 28) switch
    {
        0 => Ending.Vowel,
        8 => Ending.Rieul,
        _ => Ending.Consonant,
    };

    /// <summary>영 일 이 삼 사 오 육 칠 팔 구; 십, 백, 천, 만 end in consonants as 영 does.</summary>
    private static Ending OfDigit(char digit) => digit switch
    {
        '1' or '7' or '8' => Ending.Rieul,
        '0' or '3' or '6' => Ending.Consonant,
        _ => Ending.Vowel,
    };

    private static Ending OfLatin(ReadOnlySpan<char> text)
    {
        var start = text.Length;
        while (start > 0 && char.IsAsciiLetter(text[start - 1]))
        {
            start--;
        }

        Span<char> word = stackalloc char[Math.Min(text.Length - start, 64)];
        var letters = text[^word.Length..];
        letters.ToLowerInvariant(word);
        return IsSpelled(letters, word) ? OfLetter(word[^1]) : OfWord(word);
    }

    /// <summary>VIP, CRM, A: capitals that nobody reads as a word.</summary>
    private static bool IsSpelled(ReadOnlySpan<char> letters, ReadOnlySpan<char> word) =>
        word.Length == 1 || (!letters.ContainsAnyInRange('a', 'z') && (word.Length <= 3 || !word.ContainsAny(Vowels)));

    /// <summary>엘, 알 end in ㄹ; 엠, 엔 in other consonants; all other letter names in a vowel.</summary>
    private static Ending OfLetter(char letter) => letter switch
    {
        'l' or 'r' => Ending.Rieul,
        'm' or 'n' => Ending.Consonant,
        _ => Ending.Vowel,
    };

    /// <summary>As loan words go into Hangul: «mail» 메일, «phone» 폰, «book» 북, «gold» 골드, «apple» 애플, «name» 네임.</summary>
    private static Ending OfWord(ReadOnlySpan<char> word)
    {
        var last = word[^1];
        var before = word[^2];
        if (last == 'e' && before is 'l' or 'm' or 'n' && word.Length > 3)
        {
            last = before;
            before = 'a';
        }

        return last switch
        {
            'l' => Ending.Rieul,
            'm' or 'n' => Ending.Consonant,
            'g' when before == 'n' => Ending.Consonant,
            'b' or 'c' or 'k' or 'p' or 't' when Vowels.Contains(before) => Ending.Consonant,
            'k' when before == 'c' => Ending.Consonant,
            _ => Ending.Vowel,
        };
    }
}
