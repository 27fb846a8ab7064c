using System.Globalization;
using System.Text;
using CrmAdmin.Conditions;
using CrmAdmin.Http;

namespace CrmAdmin.Files;

/// <summary>Makes a name that is safe to store, show and save under of whatever a client calls its file.</summary>
internal static class FileName
{
    private const string Nameless = "file";
    private const string Refused = "\\/:*?\"<>|";

    /// <summary>
    /// The last part of a path, in NFC, at most <see cref="Limits.FileNameLength"/> characters with the extension kept.
    /// Control characters and those that turn the direction of writing, which hide an extension, are left out; what file
    /// systems refuse becomes an underscore.
    /// </summary>
    public static string Clean(string? given)
    {
        var name = (given ?? "")[((given ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes().Where(IsKept))
        {
            kept.Append(rune.IsAscii && Refused.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        }

        // A dot or a space at the end is dropped by some systems, one at the beginning hides the file on others.
        var clean = Folding.Nfc(kept.ToString()).Trim().TrimEnd('.', ' ').TrimStart('.');
        return clean.Length == 0 ? Nameless : Shorten(clean);
    }

    private static bool IsKept(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not (0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0xFFFD);

    private static string Shorten(string name)
    {
        if (name.Length <= Limits.FileNameLength)
        {
            return name;
        }

        const int LongestExtension = 20;
        var extension = Path.GetExtension(name);
        extension = extension.Length > LongestExtension ? "" : extension;
        var end = Limits.FileNameLength - extension.Length;
        return name[..(char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)] + extension;
    }
}
