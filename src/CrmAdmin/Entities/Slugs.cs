using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CrmAdmin.Http;

namespace CrmAdmin.Entities;

/// <summary>Short names in addresses and bodies, checked or made from what people call a thing.</summary>
internal static partial class Slugs
{
    /// <summary>Letters and digits of any script, - and _, at most 100 characters.</summary>
    public static bool IsSlug(string text) => text.Length <= Limits.CatalogName && SlugPattern().IsMatch(text);

    /// <summary>A letter, then letters, digits and _, at most 63; not of the form of a property's id.</summary>
    public static bool IsKey(string text) =>
        text.Length <= Limits.KeyLength && KeyPattern().IsMatch(text) && !text.StartsWith("CRMPP1", StringComparison.Ordinal);

    /// <summary>A slug for a name that is not among <paramref name="taken"/>.</summary>
    public static string Slug(string name, IReadOnlySet<string> taken) => Free(Dashed(name, '-', char.IsLetterOrDigit, "entity"), '-', taken, Limits.CatalogName);

    /// <summary>A key for a name that is not among <paramref name="taken"/>.</summary>
    public static string Key(string name, IReadOnlySet<string> taken)
    {
        var key = Dashed(name, '_', char.IsAsciiLetterOrDigit, "field");
        return Free(char.IsAsciiLetter(key[0]) ? key : "f_" + key, '_', taken, Limits.KeyLength);
    }

    private static string Dashed(string name, char dash, Func<char, bool> keep, string otherwise)
    {
        var text = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (keep(c))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[^1] != dash)
            {
                text.Append(dash);
            }
        }

        var made = text.ToString().Trim(dash);
        return made.Length == 0 ? otherwise : made;
    }

    private static string Free(string wanted, char dash, IReadOnlySet<string> taken, int longest)
    {
        var candidate = wanted.Length > longest ? wanted[..longest] : wanted;
        for (var n = 2; taken.Contains(candidate); n++)
        {
            var tail = string.Create(CultureInfo.InvariantCulture, $"{dash}{n}");
            candidate = wanted[..Math.Min(wanted.Length, longest - tail.Length)] + tail;
        }

        return candidate;
    }

    [GeneratedRegex(@"\A[\p{L}\p{N}_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
