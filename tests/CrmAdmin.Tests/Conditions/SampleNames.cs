using System.Text;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Names of few syllables, so that keywords are in some of them, with what else names may hold; and keywords for them.</summary>
public static class SampleNames
{
    private const string Syllables = "홍길동하한힣가각깋까김나낳라락다더이아영우자정조차카타파바빠사싸짜마민수";

    private static readonly string[] Others =
    [
        "ㅎ", "ㄱ", "ㄷ", "ㄳ", "ㄲ", "ㅏ", "ㆍ", "\u1112", "\u1100", "\u11a8", "\u1112\u1161", "\uffbe", "㈜", "㉠", " ", "*", "?", "[", "]", "^", "-", "\\", "%", ".", "(", "{2}",
        "a", "AB", "abc", "7", "010", "é", "ß", "😀", "𐐨", "\u0301", "\u3130", "\u3165", "\uabff", "\ud7a4", "\ue080", "\ue092", "\ue0ff", "\ufffd", "\ufffe", "\uffff", "\n",
    ];

    private static readonly string[] Clusters = ["ㄳ", "ㄵ", "ㄶ", "ㄺ", "ㄻ", "ㄼ", "ㄽ", "ㄾ", "ㄿ", "ㅀ", "ㅄ"];

    /// <summary>A name as it is kept.</summary>
    public static string Next(Random random)
    {
        var name = new StringBuilder();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            name.Append(random.Next(8) == 0 ? random.Pick(Others) : random.Next(20) == 0 ? ((char)random.Next('가', '힣' + 1)).ToString() : random.Pick([.. Syllables]).ToString());
        }

        return OracleText.Nfc(name.ToString().Trim() is { Length: > 0 } held ? held : "홍");
    }

    /// <summary>A keyword: a part of a name, some of its syllables as they are typed by their initials; or what nobody has.</summary>
    public static string Keyword(Random random, string name)
    {
        var runes = name.EnumerateRunes().ToList();
        var from = random.Next(runes.Count);
        var mixed = random.Next(3) == 0;
        var keyword = string.Concat(runes[from..random.Next(from + 1, runes.Count + 1)].Select(rune => mixed && random.Next(2) == 0 ? rune.ToString() : Initial(random, rune)));
        return random.Next(12) switch
        {
            0 => keyword + random.Pick(Others),
            1 => random.Pick(Clusters) + keyword,
            2 => keyword.Replace("ㄱㅅ", "ㄳ", StringComparison.Ordinal).Replace("ㄹㄱ", "ㄺ", StringComparison.Ordinal).Replace("ㄴㅎ", "ㄶ", StringComparison.Ordinal),
            3 => new string(random.Pick([.. "ㅎㄱㄷㅇㅉ"]), random.Next(1, 5)),
            _ => keyword,
        };
    }

    private static string Initial(Random random, Rune rune)
    {
        if (rune.Value is < '가' or > '힣')
        {
            return rune.ToString();
        }

        var at = (rune.Value - '가') / 588;
        return random.Next(15) == 0 ? ((char)(0x1100 + at)).ToString() : "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[at].ToString();
    }
}
