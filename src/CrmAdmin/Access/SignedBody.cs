using System.Security.Cryptography;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>
/// Holds the body of a request against the hash that its signature covers, before anything acts on it. The signature itself
/// has been checked by then, so that nobody without a key can make the server read a large body.
/// </summary>
internal sealed class SignedBody(RequestDelegate next)
{
    /// <summary>Leaves every request alone whose signature covers no body.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<SignedBodyHash>() is { } signed && !CryptographicOperations.FixedTimeEquals(await BufferedBody.HashAsync(http), signed.Hash))
        {
            throw new CrmException(ErrorCode.SignatureDoesNotMatch, "Access.BodyNotSigned");
        }

        await next(http);
    }
}

/// <summary>The SHA-256 that the body of a request must have.</summary>
internal sealed record SignedBodyHash(byte[] Hash);
