using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Tests.Conditions;

/// <summary>What a keyword finds, in the plainest way there is: consonants by what Unicode takes letters and syllables apart into.</summary>
public static class OracleKeyword
{
    private static readonly Dictionary<char, string> Clusters = new()
    {
        ['ㄳ'] = "ㄱㅅ", ['ㄵ'] = "ㄴㅈ", ['ㄶ'] = "ㄴㅎ", ['ㄺ'] = "ㄹㄱ", ['ㄻ'] = "ㄹㅁ", ['ㄼ'] = "ㄹㅂ", ['ㄽ'] = "ㄹㅅ", ['ㄾ'] = "ㄹㅌ", ['ㄿ'] = "ㄹㅍ", ['ㅀ'] = "ㄹㅎ", ['ㅄ'] = "ㅂㅅ",
    };

    private static readonly Dictionary<string, string> Letters = Forms();

    /// <summary>Whether a name has the keyword in it.</summary>
    public static bool Matches(string name, string keyword)
    {
        var (held, wanted) = (OracleText.Fold(name), OracleText.Fold(keyword));
        var typed = wanted.EnumerateRunes().SelectMany(rune => Letters.GetValueOrDefault(rune.ToString(), rune.ToString()).EnumerateRunes()).ToList();
        var isPlain = !typed.Exists(rune => Letters.ContainsKey(rune.ToString())) || typed.Sum(rune => rune.Utf16SequenceLength) > Limits.NameLength
            || typed.Exists(rune => rune.Value is 0xFFFD or 0xFFFE or 0xFFFF);
        var runes = held.EnumerateRunes().ToList();
        return held.Contains(wanted, StringComparison.Ordinal)
            || (!isPlain && Enumerable.Range(0, Math.Max(0, runes.Count - typed.Count + 1)).Any(from => typed.Index().All(t => Fits(t.Item, runes[from + t.Index]))));
    }

    private static bool Fits(Rune typed, Rune held) => typed == held
        || (typed.Value is >= 'ㄱ' and <= 'ㅎ' && held.Value is >= '가' and <= '힣' && Taken(held.ToString())[0] == Taken(typed.ToString())[0]);

    private static string Taken(string text) => text.Normalize(NormalizationForm.FormKD);

    /// <summary>Every way to write a consonant, or two, with the consonants it is.</summary>
    private static Dictionary<string, string> Forms()
    {
        var forms = new Dictionary<string, string>();
        foreach (var letter in Enumerable.Range('ㄱ', 'ㅎ' - 'ㄱ' + 1).Select(code => (char)code))
        {
            forms[letter.ToString()] = Clusters.GetValueOrDefault(letter, letter.ToString());
        }

        foreach (var code in Enumerable.Range(0xFFA1, 30).Concat(Enumerable.Range(0x1100, 19)))
        {
            forms[((char)code).ToString()] = forms[Enumerable.Range('ㄱ', 30).Select(letter => ((char)letter).ToString()).First(letter => Taken(letter) == Taken(((char)code).ToString()))];
        }

        foreach (var (final, letter) in Enumerable.Range(0x11A8, 27).Zip("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"))
        {
            forms[((char)final).ToString()] = forms[letter.ToString()];
        }

        return forms;
    }
}
