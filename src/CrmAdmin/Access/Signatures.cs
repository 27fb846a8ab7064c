using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>Checks signatures: within ±15 minutes of the server's clock, right for the key, and never seen before.</summary>
internal sealed class Signatures(SignatureMemory memory, TimeProvider time)
{
    /// <summary>How far a request's date may lie from the server's clock, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Why a request is refused, or null. It says which check failed, never what would have been right. A signature is
    /// remembered only after it has been found right.
    /// </summary>
    /// <param name="header">The signature and what belongs to it.</param>
    /// <param name="key">Whose it should be.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="target">The request's path and query as they came.</param>
    /// <param name="ct">Stops waiting for the memory.</param>
    public async ValueTask<CrmException?> RefusalAsync(SignedHeader header, KnownKey key, string method, string target, CancellationToken ct)
    {
        if ((time.GetUtcNow().UtcDateTime - header.Instant).Duration() > Window)
        {
            return new CrmException(ErrorCode.RequestTimeTooSkewed, "Access.TimeSkewed");
        }

        if (!IsOf(header.Signature, key.Secret, header.SignedText(method, target)))
        {
            return new CrmException(ErrorCode.SignatureDoesNotMatch, header.IsV2 ? "Access.SignatureV2Wrong" : "Access.SignatureWrong");
        }

        if (key.RequiresV2 && !header.IsV2)
        {
            return new CrmException(ErrorCode.SignatureDoesNotMatch, "Access.V2Needed");
        }

        return await memory.RememberAsync(header.Signature, header.Instant, ct)
            ? null
            : new CrmException(ErrorCode.DuplicatedSignature, "Access.SignatureRepeated");
    }

    /// <summary>Whether a signature is that of a text under a secret; how long it takes says nothing of either.</summary>
    public static bool IsOf(byte[] signature, byte[] secret, string text) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)), signature);
}
