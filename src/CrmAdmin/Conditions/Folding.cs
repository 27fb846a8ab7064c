using System.Text;

namespace CrmAdmin.Conditions;

/// <summary>How text is compared and ordered: Unicode NFC, each code point in upper case, order by code point.</summary>
public static class Folding
{
    /// <summary>Stands before, between and after the values of a wrapped set.</summary>
    public const char Separator = '\u001f';

    private const char Escape = '\u001e';
    private const char Refused = '\ufffe';

    /// <summary>Orders strings by code point, that is by their UTF-8 bytes; no case is folded.</summary>
    public static IComparer<string> CodePoints { get; } = Comparer<string>.Create(Compare);

    /// <summary>Text as it is kept and answered. The text must not hold lone surrogates.</summary>
    public static string Nfc(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        // .NET refuses to normalise U+FFFE, which no character combines with.
        return text.Contains(Refused, StringComparison.Ordinal)
            ? string.Join(Refused, text.Split(Refused).Select(part => part.Normalize()))
            : text.Normalize();
    }

    /// <summary>The form in which text, choices and tags are compared, sorted and indexed.</summary>
    public static string Fold(string text) => Ascii.IsValid(text) ? text.ToUpperInvariant() : FoldWide(Nfc(text));

    /// <summary>
    /// The folded values each between two separators, so that «includes» is one substring test; null for none.
    /// A separator inside a value is escaped.
    /// </summary>
    public static string? Wrap(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var set = new StringBuilder().Append(Separator);
        foreach (var value in values)
        {
            set.Append(Member(value)).Append(Separator);
        }

        return set.ToString();
    }

    /// <summary>The values of a wrapped set, folded and escaped as they stand in it.</summary>
    public static string[] Members(string wrapped) => wrapped.Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One value as it stands in a wrapped set.</summary>
    public static string Member(string value)
    {
        var folded = Fold(value);
        return folded.AsSpan().ContainsAny(Separator, Escape)
            ? folded.Replace("\u001e", "\u001e0", StringComparison.Ordinal).Replace("\u001f", "\u001e1", StringComparison.Ordinal)
            : folded;
    }

    /// <summary>What to look for in a wrapped set: one value between its separators.</summary>
    public static string Wrap(string value) => Wrapped(Member(value));

    /// <summary>The same for a value that is folded and escaped already.</summary>
    public static string Wrapped(string member) => $"{Separator}{member}{Separator}";

    /// <summary>
    /// The first text, by code point, behind all texts that begin with <paramref name="prefix"/>; null where there is none.
    /// </summary>
    public static string? Behind(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0 && runes[^1].Value == 0x10FFFF)
        {
            runes.RemoveAt(runes.Count - 1);
        }

        if (runes.Count == 0)
        {
            return null;
        }

        var last = runes[^1].Value;
        runes[^1] = new Rune(last == 0xD7FF ? 0xE000 : last + 1);
        return string.Concat(runes);
    }

    /// <summary>
    /// UTF-16 units order like code points except that surrogates stand for code points behind U+FFFF.
    /// </summary>
    private static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        }

        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length - right.Length;
        }

        return Weight(left[same]) - Weight(right[same]);
    }

    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private static string FoldWide(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            folded.Append(Rune.ToUpperInvariant(rune));
        }

        return folded.ToString();
    }
}
