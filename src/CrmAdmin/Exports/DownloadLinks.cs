using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace CrmAdmin.Exports;

/// <summary>
/// Addresses that are their own credential: file and expiry, sealed with the key ring. They are compared as the text they
/// were given as, so that no second spelling of an address is good.
/// </summary>
public sealed class DownloadLinks(IDataProtectionProvider protection, ExportOptions options, TimeProvider time)
{
    /// <summary>The path that every link begins with, without the base of its address.</summary>
    public const string Path = CrmPaths.Base + "/downloads/";

    private const int MostLength = 1024;
    private readonly IDataProtector protector = protection.CreateProtector("CrmAdmin.DownloadLinks.v1");

    /// <summary>A link to a file, good from now for a span; for <see cref="ExportOptions.LinkLife"/> where none is given.</summary>
    public string Make(string fileName, TimeSpan? life = null)
    {
        var expires = UtcMilliseconds.From(time.GetUtcNow().UtcDateTime + (life ?? options.LinkLife));
        var plain = string.Create(CultureInfo.InvariantCulture, $"{expires}/{fileName}");
        return Path + Base64Url.EncodeToString(protector.Protect(Encoding.UTF8.GetBytes(plain)));
    }

    /// <summary>The file that a request's target, as it came, is a link to; null for any other text, and for a link that is late.</summary>
    public string? Read(string target)
    {
        if (!target.StartsWith(Path, StringComparison.Ordinal) || target.Length > MostLength || Open(target[Path.Length..]) is not { } plain)
        {
            return null;
        }

        var slash = plain.IndexOf('/', StringComparison.Ordinal);
        var expires = UtcMilliseconds.ToDateTime(long.Parse(plain.AsSpan(0, slash), CultureInfo.InvariantCulture));
        return time.GetUtcNow().UtcDateTime < expires ? plain[(slash + 1)..] : null;
    }

    private string? Open(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? Encoding.UTF8.GetString(protector.Unprotect(bytes)) : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
