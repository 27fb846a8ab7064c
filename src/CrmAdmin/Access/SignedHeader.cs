using System.Diagnostics.CodeAnalysis;
using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>
/// The parameters of <c>Authorization: HMAC-SHA256 apiKey=…, date=…, salt=…, signature=…</c>, names in any case and order.
/// </summary>
/// <param name="ApiKey">Which key signed.</param>
/// <param name="Date">The date text exactly as sent; it is what was signed.</param>
/// <param name="Instant">The date's instant.</param>
/// <param name="Salt">12 to 64 bytes.</param>
/// <param name="Signature">The 32 bytes of the signature.</param>
internal sealed record SignedHeader(string ApiKey, string Date, DateTime Instant, string Salt, byte[] Signature)
{
    private const int SaltLeast = 12;
    private const int SaltMost = 64;
    private const int SignatureBytes = 32;
    private static readonly string[] Names = ["apiKey", "date", "salt", "signature"];

    /// <summary>Reads the header; 400 ValidationError names what is missing or malformed.</summary>
    public static bool TryRead(string scheme, string parameters, [NotNullWhen(true)] out SignedHeader? header, [NotNullWhen(false)] out CrmException? wrong)
    {
        header = null;
        if (!scheme.Equals("HMAC-SHA256", StringComparison.OrdinalIgnoreCase))
        {
            wrong = CrmException.Invalid("Authorization", "Access.SchemeUnsupported");
            return false;
        }

        if (!TrySplit(parameters, out var values))
        {
            wrong = CrmException.Invalid("Authorization", "Access.HeaderMalformed");
            return false;
        }

        var missing = Names.Where((_, i) => string.IsNullOrEmpty(values[i])).Select(name => new Detail(name, "Access.ParameterMissing")).ToList();
        wrong = missing.Count > 0 ? CrmException.Invalid(missing) : null;
        return wrong is null && TryCheck(values!, out header, out wrong);
    }

    private static bool TrySplit(string parameters, out string?[] values)
    {
        values = new string?[Names.Length];
        foreach (var range in parameters.AsSpan().Split(','))
        {
            var part = parameters.AsSpan()[range];
            var equals = part.IndexOf('=');
            if (equals < 0)
            {
                return false;
            }

            var name = part[..equals].Trim();
            for (var i = 0; i < Names.Length; i++)
            {
                if (!name.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (values[i] is not null)
                {
                    return false;
                }

                values[i] = part[(equals + 1)..].Trim().ToString();
            }
        }

        return true;
    }

    private static bool TryCheck(string[] values, [NotNullWhen(true)] out SignedHeader? header, [NotNullWhen(false)] out CrmException? wrong)
    {
        var (apiKey, date, salt, hex) = (values[0], values[1], values[2], values[3]);
        var signature = new byte[SignatureBytes];
        var details = new List<Detail>();
        if (!Instants.TryParse(date, out var instant))
        {
            details.Add(new Detail("date", "Access.DateMalformed"));
        }

        if (Encoding.UTF8.GetByteCount(salt) is < SaltLeast or > SaltMost)
        {
            details.Add(new Detail("salt", "Access.SaltLength", SaltLeast, SaltMost));
        }

        if (hex.Length != SignatureBytes * 2 || Convert.FromHexString(hex, signature, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            details.Add(new Detail("signature", "Access.SignatureMalformed"));
        }

        wrong = details.Count > 0 ? CrmException.Invalid(details) : null;
        header = wrong is null ? new SignedHeader(apiKey, date, instant, salt, signature) : null;
        return wrong is null;
    }
}
