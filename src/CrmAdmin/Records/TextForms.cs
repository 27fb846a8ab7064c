using System.Buffers;
using System.Net.Mail;
using CrmAdmin.Entities;
using CrmAdmin.Http;

namespace CrmAdmin.Records;

/// <summary>Which form the texts of each field type must have.</summary>
internal static class TextForms
{
    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789+-(). /#*,;extEXT");

    /// <summary>The longest text of a type, in characters.</summary>
    public static int Longest(FieldType type) => type switch
    {
        FieldType.Text => Limits.TextLength,
        FieldType.Email => Limits.EmailLength,
        FieldType.Phone => Limits.PhoneLength,
        FieldType.Url => Limits.UrlLength,
        _ => Limits.LongTextLength,
    };

    /// <summary>The text key of what is wrong with a text's form; null for nothing.</summary>
    public static string? Refusal(string text, FieldType type) => type switch
    {
        FieldType.Email when !IsEmail(text) => "Records.BadEmail",
        FieldType.Phone when !IsPhone(text) => "Records.BadPhone",
        FieldType.Url when !IsUrl(text) => "Records.BadUrl",
        _ => null,
    };

    private static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && !text.Any(char.IsWhiteSpace)
            && MailAddress.TryCreate(text, out var address) && address.Address == text;
    }

    private static bool IsPhone(string text) =>
        text.Count(char.IsAsciiDigit) >= 2 && !text.AsSpan().ContainsAnyExcept(PhoneCharacters);

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && !text.Any(char.IsWhiteSpace);
}
