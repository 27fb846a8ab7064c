using System.Globalization;
using System.Text;

namespace CrmAdmin.Conditions;

/// <summary>
/// Fills sentence patterns. {0}, {1}, … are arguments; [a/b] is a choice that depends on what stands before it: in Korean
/// a after a final consonant and b after a vowel, else a after the number 1 and b after any other.
/// </summary>
internal static class Phrase
{
    /// <summary>The pattern with its arguments and choices; the arguments themselves are taken as they are.</summary>
    public static string Fill(string pattern, CultureInfo culture, params ReadOnlySpan<string> args)
    {
        var text = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var close = pattern[at] switch
            {
                '{' => pattern.IndexOf('}', at),
                '[' => pattern.IndexOf(']', at),
                _ => -1,
            };
            if (close < 0)
            {
                text.Append(pattern[at]);
                continue;
            }

            var inside = pattern[(at + 1)..close];
            text.Append(pattern[at] == '{'
                ? args[int.Parse(inside, CultureInfo.InvariantCulture)]
                : Choose(inside, text.ToString(), culture));
            at = close;
        }

        return text.ToString();
    }

    private static string Choose(string choices, string before, CultureInfo culture)
    {
        var slash = choices.IndexOf('/', StringComparison.Ordinal);
        string first = choices[..slash], second = choices[(slash + 1)..];
        if (culture.TwoLetterISOLanguageName == "ko")
        {
            return Particles.Choose(before, first, second);
        }

        return before.EndsWith(" 1 ", StringComparison.Ordinal) ? first : second;
    }
}
