using System.Text;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Texts that comparisons trip over.</summary>
public static class SampleTexts
{
    private static readonly string[] Pieces =
    [
        "홍길동", "김", "이서연", "서울", "가", "각", "e\u0301", "\u00e9", "É", "ς", "σ", "Σ", "ß", "ẞ", "ss", "SS", "😀", "😁", "Ａ", "ａ",
        "İ", "ı", "i", "I", "ǆ", "ǅ", "Ǆ", "ŉ", "ﬃ", "\u212a", "k", "\u212b", "å", "𐐨", "𐐀", "a\u0323\u0307", "\u0301", "\u1100\u1161\u11a8",
        "%", "_", "*", "\\", "'", "\"", "''", "a%b", "[", "]", "^", ";--", "{0}", "\u00a0", "\t", "\u200b", "\ud7fb", "\ue000", "\ufffd", "\ufffe", "\uffff",
        "\U0010ffff", "\U0010fffe", "VIP", "vip", "Gold", "GOLD", "go", "l", "A", "b", "0", "1", "10", "null", "true", "2026-01-01", "@p0", "고객 ", " x",
    ];

    /// <summary>Characters that the product itself uses to keep sets.</summary>
    private static readonly string[] Controls = ["\u001e", "\u001f", "\u001e0", "\u001f1"];

    /// <summary>One to four pieces, now and then one of the control characters.</summary>
    public static string Next(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, random.Next(2, 6)); count > 0; count--)
        {
            text.Append(random.Next(60) == 0 ? random.Pick(Controls) : random.Pick(Pieces));
        }

        return text.ToString();
    }

    /// <summary>Another text that may, or may just not, compare like this one.</summary>
    public static string Varied(Random random, string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var from = random.Next(runes.Length);
        var varied = random.Next(8) switch
        {
            0 => text.ToUpperInvariant(),
            1 => text.ToLowerInvariant(),
            2 when !text.Contains('\ufffe', StringComparison.Ordinal) => text.Normalize(NormalizationForm.FormD),
            3 => string.Concat(runes.Take(random.Next(1, runes.Length + 1))),
            4 => string.Concat(runes.Skip(from)),
            5 => string.Concat(runes.Skip(from).Take(random.Next(1, runes.Length - from + 1))),
            6 => text + random.Pick(Pieces),
            _ => text,
        };
        return varied.Length == 0 ? text : varied;
    }

    /// <summary>One of several.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<T> several) => several[random.Next(several.Count)];
}
