using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>
/// The parameters of <c>Authorization: HMAC-SHA256 apiKey=…, date=…, salt=…, signature=…</c>, names in any case and order;
/// with <c>HMAC-SHA256-V2</c> there is <c>bodyHash=…</c> beside them.
/// </summary>
/// <param name="ApiKey">Which key signed.</param>
/// <param name="Date">The date text exactly as sent; it is what was signed.</param>
/// <param name="Instant">The date's instant.</param>
/// <param name="Salt">12 to 64 bytes.</param>
/// <param name="Signature">The 32 bytes of the signature.</param>
internal sealed record SignedHeader(string ApiKey, string Date, DateTime Instant, string Salt, byte[] Signature)
{
    private const string V1 = "HMAC-SHA256";
    private const string V2 = "HMAC-SHA256-V2";
    private const int SaltLeast = 12;
    private const int SaltMost = 64;
    private const int HashBytes = 32;
    private static readonly string[] NamesOfV1 = ["apiKey", "date", "salt", "signature"];
    private static readonly string[] NamesOfV2 = [.. NamesOfV1, "bodyHash"];

    /// <summary>V2 alone: the SHA-256 that the body must have.</summary>
    public byte[]? BodyHash { get; private init; }

    /// <summary>Whether method, address and body are signed too.</summary>
    public bool IsV2 => BodyHash is not null;

    /// <summary>Reads the header; 400 ValidationError names what is missing or malformed.</summary>
    public static bool TryRead(string scheme, string parameters, [NotNullWhen(true)] out SignedHeader? header, [NotNullWhen(false)] out CrmException? wrong)
    {
        header = null;
        var isV2 = scheme.Equals(V2, StringComparison.OrdinalIgnoreCase);
        if (!isV2 && !scheme.Equals(V1, StringComparison.OrdinalIgnoreCase))
        {
            wrong = CrmException.Invalid("Authorization", "Access.SchemeUnsupported");
            return false;
        }

        var names = isV2 ? NamesOfV2 : NamesOfV1;
        if (!TrySplit(parameters, names, out var values))
        {
            wrong = CrmException.Invalid("Authorization", "Access.HeaderMalformed");
            return false;
        }

        var missing = names.Where((_, i) => string.IsNullOrEmpty(values[i])).Select(name => new Detail(name, "Access.ParameterMissing")).ToList();
        wrong = missing.Count > 0 ? CrmException.Invalid(missing) : null;
        return wrong is null && TryCheck(values!, out header, out wrong);
    }

    /// <summary>
    /// The text that the signature is of. V1: date and salt. V2: one line each of scheme, method, path with query, date,
    /// salt and the body's SHA-256 in lower-case hex, so that no text of one version is one of the other.
    /// </summary>
    /// <param name="method">The request's method.</param>
    /// <param name="target">The request's path and query as they came.</param>
    public string SignedText(string method, string target) => BodyHash is null
        ? Date + Salt
        : string.Join('\n', V2, method, target, Date, Salt, Convert.ToHexStringLower(BodyHash));

    private static bool TrySplit(string parameters, string[] names, out string?[] values)
    {
        values = new string?[names.Length];
        foreach (var range in parameters.AsSpan().Split(','))
        {
            var part = parameters.AsSpan()[range];
            var equals = part.IndexOf('=');
            if (equals < 0)
            {
                return false;
            }

            var name = part[..equals].Trim();
            for (var i = 0; i < names.Length; i++)
            {
                if (!name.Equals(names[i], StringComparison.OrdinalIgnoreCase))
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
        var (apiKey, date, salt) = (values[0], values[1], values[2]);
        var details = new List<Detail>();
        if (!Instants.TryParse(date, out var instant))
        {
            details.Add(new Detail("date", "Access.DateMalformed"));
        }

        if (Encoding.UTF8.GetByteCount(salt) is < SaltLeast or > SaltMost)
        {
            details.Add(new Detail("salt", "Access.SaltLength", SaltLeast, SaltMost));
        }

        var signature = Hash(values[3], "signature", details);
        var bodyHash = values.Length > NamesOfV1.Length ? Hash(values[^1], "bodyHash", details) : null;
        wrong = details.Count > 0 ? CrmException.Invalid(details) : null;
        header = wrong is null ? new SignedHeader(apiKey, date, instant, salt, signature) { BodyHash = bodyHash } : null;
        return wrong is null;
    }

    private static byte[] Hash(string hex, string name, List<Detail> details)
    {
        var bytes = new byte[HashBytes];
        if (hex.Length != HashBytes * 2 || Convert.FromHexString(hex, bytes, out _, out _) != OperationStatus.Done)
        {
            details.Add(new Detail(name, "Access.SignatureMalformed"));
        }

        return bytes;
    }
}
