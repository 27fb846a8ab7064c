using System.Text;

namespace CrmAdmin.Shell;

/// <summary>Words written from right to left that stand in a sentence written from left to right.</summary>
internal static class RightToLeft
{
    /// <summary>Ends what <see cref="Isolate"/> began: U+2069.</summary>
    public const char End = '\u2069';

    // U+2068: the words go the way of their own first letter, and what stands beside them keeps its place.
    private const char Begin = '\u2068';

    /// <summary>A text with such letters set apart from what stands beside it; anything else as it is.</summary>
    public static object? Isolate(object? value) => value is string text && text.EnumerateRunes().Any(IsLetter) ? $"{Begin}{text}{End}" : value;

    // Hebrew to the Arabic extensions, their presentation forms, and the two blocks of Unicode that are kept for such scripts.
    private static bool IsLetter(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
