using System.Globalization;
using System.Text;

namespace CrmAdmin.Shell;

/// <summary>
/// Fills the patterns of texts. {0}, {1:N0}, … are arguments; [a/b] is a choice that depends on what stands before it: in
/// Korean a after a final consonant and b after a vowel, else a after the number 1 and b after any other.
/// </summary>
internal static class Phrase
{
    /// <summary>The pattern with its arguments and choices; the arguments themselves are taken as they are.</summary>
    public static string Fill(string pattern, CultureInfo culture, params IReadOnlyList<object?> args)
    {
        object?[] values = [.. args];
        var text = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var close = pattern[at] switch
            {
                '{' => pattern.IndexOf('}', at),
                '[' => pattern.IndexOf(']', at),
                _ => -1,
            };
            var inside = close < 0 ? "" : pattern[(at + 1)..close];
            if (close > 0 && pattern[at] == '{')
            {
                text.AppendFormat(culture, $"{{{inside}}}", values);
                at = close;
            }
            else if (inside.Split('/') is [var first, var second])
            {
                text.Append(Choose(text.ToString().TrimEnd(RightToLeft.End), first, second, culture));
                at = close;
            }
            else
            {
                text.Append(pattern[at]);
            }
        }

        return text.ToString();
    }

    private static string Choose(string before, string first, string second, CultureInfo culture) =>
        culture.TwoLetterISOLanguageName == "ko" ? Particles.Choose(before, first, second) : IsOne(before) ? first : second;

    /// <summary>Whether the number that a text ends with is 1, and not the end of another: 21, 2,001, 0.1.</summary>
    private static bool IsOne(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        return text.EndsWith("1", StringComparison.Ordinal) && (text.Length == 1 || !(char.IsDigit(text[^2]) || text[^2] is '.' or ',' or '-'));
    }
}
