using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CrmAdmin.Access;

/// <summary>Tells who makes a REST request, by whichever of the four kinds of credential it brings.</summary>
internal sealed class Credentials(
    CredentialDirectory directory, Signatures signatures, LastUsed lastUsed, IAntiforgery antiforgery, TimeProvider time)
{
    private const string AntiforgeryHeader = "RequestVerificationToken";

    /// <summary>The caller, or why there is none.</summary>
    public async ValueTask<Authentication> AuthenticateAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return await BySessionAsync(http);
        }

        var exports = CrmPaths.IsExports(http.Request.Path);
        var answer = header.Count > 1 ? Unidentified : await ByHeaderAsync(http, header.ToString(), exports);
        return exports && answer.Refusal is { } refusal ? new(null, OnExports(refusal)) : answer;
    }

    private static Authentication Unidentified => new(null, new CrmException(ErrorCode.Unauthorized, "Http.Unauthorized"));

    /// <summary>Below /exports every credential that does not fit is 401; only a disabled key is 403.</summary>
    private static CrmException OnExports(CrmException refusal) =>
        refusal.Key == "Access.KeyDisabled" ? refusal : new CrmException(ErrorCode.Unauthorized, refusal.Key, [.. refusal.Args]);

    private ValueTask<Authentication> ByHeaderAsync(HttpContext http, string header, bool exports)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? header : header[..space];
        var rest = space < 0 ? "" : header[(space + 1)..].Trim();
        if (scheme.StartsWith("HMAC-", StringComparison.OrdinalIgnoreCase))
        {
            return BySignatureAsync(http, scheme, rest);
        }

        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return ByTokenAsync(http, rest);
        }

        return exports && scheme.Equals("apiKey", StringComparison.OrdinalIgnoreCase) ? BySecretAsync(http, rest) : new(Unidentified);
    }

    private async ValueTask<Authentication> BySignatureAsync(HttpContext http, string scheme, string parameters)
    {
        if (!SignedHeader.TryRead(scheme, parameters, out var signed, out var wrong))
        {
            return new(null, wrong);
        }

        var known = await directory.CurrentAsync(http.RequestAborted);
        if (!known.Keys.TryGetValue(signed.ApiKey, out var key) || key.IsDisabled)
        {
            return new(null, new CrmException(ErrorCode.InvalidAPIKey, key is null ? "Access.KeyUnknown" : "Access.KeyDisabled"));
        }

        if (await signatures.RefusalAsync(signed, key, http.Request.Method, RequestTarget.Of(http), http.RequestAborted) is { } refusal)
        {
            return new(null, refusal);
        }

        if (signed.BodyHash is { } hash)
        {
            http.Features.Set(new SignedBodyHash(hash));
        }

        return Identified(http, key);
    }

    private async ValueTask<Authentication> ByTokenAsync(HttpContext http, string token)
    {
        var known = await directory.CurrentAsync(http.RequestAborted);
        if (!known.Tokens.TryGetValue(CredentialDirectory.Hash(token), out var found) || found.IsDisabled || found.ExpiresAt <= time.GetUtcNow().UtcDateTime)
        {
            return new(null, new CrmException(ErrorCode.InvalidToken, "Access.TokenInvalid"));
        }

        lastUsed.Mark(ActorKind.Token, found.TokenId);
        return new(new Caller(found.TokenId, ActorKind.Token, found.Name, found.Role, http.TraceIdentifier), null);
    }

    private async ValueTask<Authentication> BySecretAsync(HttpContext http, string pair)
    {
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        var known = await directory.CurrentAsync(http.RequestAborted);
        if (colon < 0 || !known.Keys.TryGetValue(pair[..colon], out var key)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(pair[(colon + 1)..]), key.Secret))
        {
            return new(null, new CrmException(ErrorCode.Unauthorized, "Access.KeyUnknown"));
        }

        if (key.IsDisabled || key.RequiresV2)
        {
            return new(null, new CrmException(ErrorCode.InvalidAPIKey, key.IsDisabled ? "Access.KeyDisabled" : "Access.V2Needed"));
        }

        return Identified(http, key);
    }

    private async ValueTask<Authentication> BySessionAsync(HttpContext http)
    {
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!session.Succeeded || Sessions.User(session.Principal, await directory.CurrentAsync(http.RequestAborted)) is not { } user)
        {
            return Unidentified;
        }

        http.User = session.Principal;
        var caller = new Caller(user.UserId, ActorKind.User, user.Name, user.Role, http.TraceIdentifier);
        return await IsForgedAsync(http) ? new(null, new CrmException(ErrorCode.Forbidden, "Access.AntiforgeryNeeded")) : new(caller, null);
    }

    // Only the header counts: looking for a form field would read the body before the caller's rights are known.
    private async Task<bool> IsForgedAsync(HttpContext http)
    {
        var method = http.Request.Method;
        return !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method)
            && !(http.Request.Headers.ContainsKey(AntiforgeryHeader) && await antiforgery.IsRequestValidAsync(http));
    }

    private Authentication Identified(HttpContext http, KnownKey key)
    {
        lastUsed.Mark(ActorKind.ApiKey, key.ApiKeyId);
        return new(new Caller(key.ApiKeyId, ActorKind.ApiKey, key.Name, key.Role, http.TraceIdentifier), null);
    }
}

/// <summary>Who makes a request, or why nobody does; one of the two is null.</summary>
internal readonly record struct Authentication(Caller? Caller, CrmException? Refusal);
