using System.Globalization;

namespace CrmAdmin.Http;

/// <summary>The two languages of the program, and which of them a caller prefers.</summary>
public static class Languages
{
    /// <summary>The default.</summary>
    public static readonly CultureInfo Korean = CultureInfo.GetCultureInfo("ko");

    /// <summary>Given where it is preferred.</summary>
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>The language of one request, by its Accept-Language.</summary>
    public static CultureInfo Language(this HttpContext http) => Preferred(http.Request.Headers.AcceptLanguage);

    /// <summary>
    /// English where an Accept-Language header weighs it above Korean, or alike and names it first; Korean otherwise.
    /// «*» stands for Korean.
    /// </summary>
    public static CultureInfo Preferred(string? acceptLanguage)
    {
        if (string.IsNullOrEmpty(acceptLanguage))
        {
            return Korean;
        }

        double korean = 0, english = 0;
        var englishFirst = false;
        foreach (var range in acceptLanguage.AsSpan().Split(','))
        {
            var (tag, weight) = Range(acceptLanguage.AsSpan()[range]);
            if (tag is "en" && weight > english)
            {
                english = weight;
                englishFirst = korean == 0;
            }
            else if (tag is "ko" or "*" && weight > korean)
            {
                korean = weight;
            }
        }

        return english > korean || (english > 0 && english == korean && englishFirst) ? English : Korean;
    }

    private static (string Tag, double Weight) Range(ReadOnlySpan<char> range)
    {
        var semicolon = range.IndexOf(';');
        var tag = (semicolon < 0 ? range : range[..semicolon]).Trim();
        var dash = tag.IndexOf('-');
        var language = dash < 0 ? tag : tag[..dash];
        var known = language.Equals("en", StringComparison.OrdinalIgnoreCase) ? "en"
            : language.Equals("ko", StringComparison.OrdinalIgnoreCase) ? "ko"
            : language is "*" ? "*" : "";
        return (known, semicolon < 0 ? 1 : Weight(range[(semicolon + 1)..].Trim()));
    }

    private static double Weight(ReadOnlySpan<char> parameter) =>
        parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
        && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
        && weight <= 1 ? weight : 0;
}
