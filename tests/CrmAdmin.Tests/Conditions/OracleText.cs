using System.Globalization;
using System.Text;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Text as the contract compares it, in the plainest way there is.</summary>
public static class OracleText
{
    /// <summary>NFC, then each code point by itself to upper case.</summary>
    public static string Fold(string text)
    {
        var upper = CultureInfo.InvariantCulture.TextInfo;
        return string.Concat(Nfc(text).EnumerateRunes().Select(rune => upper.ToUpper(rune.ToString())));
    }

    /// <summary>NFC, U+FFFE included, which .NET's own Normalize refuses: another private character stands in for it.</summary>
    public static string Nfc(string text) => text.Replace('\ufffe', '\uf8ff').Normalize(NormalizationForm.FormC).Replace('\uf8ff', '\ufffe');

    /// <summary>By UTF-8 bytes.</summary>
    public static int Compare(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
