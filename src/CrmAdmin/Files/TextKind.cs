using System.Text;

namespace CrmAdmin.Files;

/// <summary>Tells texts from other bytes, and the kinds of text from each other.</summary>
internal static class TextKind
{
    private const string Plain = "text/plain";

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(false, throwOnInvalidBytes: true),
        CodePagesEncodingProvider.Instance.GetEncoding(949, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
    ];

    private static readonly (string Extension, string MimeType)[] Named =
    [
        (".csv", "text/csv"), (".tsv", "text/tab-separated-values"), (".json", "application/json"), (".md", "text/markdown"),
        (".ics", "text/calendar"), (".vcf", "text/vcard"), (".eml", "message/rfc822"),
    ];

    /// <summary>The kind of a text in UTF-8, UTF-16 or CP949; null for what is no text, and for nothing at all.</summary>
    public static string? Of(ReadOnlySpan<byte> head, bool isWhole, string name)
    {
        if (head.IsEmpty || Decode(head, isWhole) is not { } text)
        {
            return null;
        }

        // What a browser would run is named by what it is, whatever it is called.
        var start = text.TrimStart('\uFEFF').TrimStart();
        return IsHtml(start) ? "text/html"
            : start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) ? Xml(start)
            : Array.Find(Named, named => name.EndsWith(named.Extension, StringComparison.OrdinalIgnoreCase)).MimeType ?? Plain;
    }

    private static bool IsHtml(string start) => new[] { "<!doctype html", "<html", "<head", "<body", "<script", "<iframe" }
        .Any(tag => start.StartsWith(tag, StringComparison.OrdinalIgnoreCase));

    private static string Xml(string start) =>
        start.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "image/svg+xml"
        : start.Contains("<html", StringComparison.OrdinalIgnoreCase) ? "application/xhtml+xml"
        : "application/xml";

    private static string? Decode(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return Decode(head, new UnicodeEncoding(head[0] == 0xFE, false, throwOnInvalidBytes: true), isWhole);
        }

        foreach (var encoding in Encodings)
        {
            if (Decode(head, encoding, isWhole) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string? Decode(ReadOnlySpan<byte> head, Encoding encoding, bool isWhole)
    {
        try
        {
            var chars = new char[encoding.GetMaxCharCount(head.Length)];
            var text = chars.AsSpan(0, encoding.GetDecoder().GetChars(head, chars, flush: isWhole));
            foreach (var c in text)
            {
                if (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\e'))
                {
                    return null;
                }
            }

            return text.ToString();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
