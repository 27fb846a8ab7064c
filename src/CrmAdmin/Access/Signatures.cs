using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>Checks signatures: within ±15 minutes of the server's clock, right for the key, and never seen before.</summary>
internal sealed class Signatures(SignatureMemory memory, TimeProvider time)
{
    /// <summary>How far a request's date may lie from the server's clock, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Why a request is refused, or null. A signature is remembered only after it has been found right.</summary>
    public async ValueTask<CrmException?> RefusalAsync(SignedHeader header, byte[] secret, CancellationToken ct)
    {
        if ((time.GetUtcNow().UtcDateTime - header.Instant).Duration() > Window)
        {
            return new CrmException(ErrorCode.RequestTimeTooSkewed, "Access.TimeSkewed");
        }

        if (!CryptographicOperations.FixedTimeEquals(Compute(secret, header.Date, header.Salt), header.Signature))
        {
            return new CrmException(ErrorCode.SignatureDoesNotMatch, "Access.SignatureWrong");
        }

        return await memory.RememberAsync(header.Signature, header.Instant, ct)
            ? null
            : new CrmException(ErrorCode.DuplicatedSignature, "Access.SignatureRepeated");
    }

    /// <summary>HMAC-SHA256 of date + salt, over the date text as sent.</summary>
    public static byte[] Compute(byte[] secret, string date, string salt) =>
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(date + salt));
}
