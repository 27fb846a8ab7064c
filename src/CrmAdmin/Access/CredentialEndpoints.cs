using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>api-keys and tokens.</summary>
internal static class CredentialEndpoints
{
    /// <summary>Maps the routes; all are for ADMIN.</summary>
    public static void MapCredentials(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("api-keys").RequireRole(Role.Admin);
        keys.MapPost("", CreateKeyAsync);
        keys.MapGet("", ListKeysAsync);
        keys.MapPatch("{apiKeyId}", UpdateKeyAsync);
        keys.MapDelete("{apiKeyId}", DeleteKeyAsync);

        var tokens = api.MapGroup("tokens").RequireRole(Role.Admin);
        tokens.MapPost("", CreateTokenAsync);
        tokens.MapGet("", ListTokensAsync);
        tokens.MapPatch("{tokenId}", UpdateTokenAsync);
        tokens.MapDelete("{tokenId}", DeleteTokenAsync);
    }

    private static async Task<IResult> CreateKeyAsync(HttpContext http, ApiKeyService keys, CancellationToken ct)
    {
        var made = await keys.CreateAsync(http.Caller(), await JsonBody.ReadAsync<CredentialInput>(http, ct), ct);
        return CrmResults.OkOnce(made, made with { ApiSecret = null });
    }

    private static async Task<IResult> ListKeysAsync(HttpContext http, ApiKeyService keys, CancellationToken ct) =>
        CrmResults.Ok(await keys.ListAsync(http.Caller(), ListQuery.From(http), ct));

    private static async Task<IResult> UpdateKeyAsync(HttpContext http, string apiKeyId, ApiKeyService keys, CancellationToken ct) =>
        CrmResults.Ok(await keys.UpdateAsync(http.Caller(), apiKeyId, await JsonBody.ReadAsync<CredentialInput>(http, ct), ct));

    private static async Task<IResult> DeleteKeyAsync(HttpContext http, string apiKeyId, ApiKeyService keys, CancellationToken ct)
    {
        await keys.DeleteAsync(http.Caller(), apiKeyId, ct);
        return CrmResults.Ok(new { apiKeyId });
    }

    private static async Task<IResult> CreateTokenAsync(HttpContext http, TokenService tokens, CancellationToken ct)
    {
        var made = await tokens.CreateAsync(http.Caller(), await JsonBody.ReadAsync<CredentialInput>(http, ct), ct);
        return CrmResults.OkOnce(made, made with { Token = null });
    }

    private static async Task<IResult> ListTokensAsync(HttpContext http, TokenService tokens, CancellationToken ct) =>
        CrmResults.Ok(await tokens.ListAsync(http.Caller(), ListQuery.From(http), ct));

    private static async Task<IResult> UpdateTokenAsync(HttpContext http, string tokenId, TokenService tokens, CancellationToken ct) =>
        CrmResults.Ok(await tokens.UpdateAsync(http.Caller(), tokenId, await JsonBody.ReadAsync<CredentialInput>(http, ct), ct));

    private static async Task<IResult> DeleteTokenAsync(HttpContext http, string tokenId, TokenService tokens, CancellationToken ct)
    {
        await tokens.DeleteAsync(http.Caller(), tokenId, ct);
        return CrmResults.Ok(new { tokenId });
    }
}
