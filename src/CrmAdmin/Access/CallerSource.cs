using CrmAdmin.Http;
using Microsoft.AspNetCore.Components.Authorization;

namespace CrmAdmin.Access;

/// <summary>
/// Tells a page on whose behalf it acts. Asked before each act, not once: a changed role holds within a second, and each
/// act has a request id of its own.
/// </summary>
/// <param name="read">Finds the caller; a test gives a fixed one.</param>
public sealed class CallerSource(Func<CancellationToken, Task<Caller>> read)
{
    /// <summary>The signed-in user as a caller; 401 Unauthorized where the session has ended.</summary>
    public Task<Caller> GetAsync(CancellationToken ct = default) => read(ct);

    /// <summary>The source of one circuit, or of one page that is rendered without.</summary>
    internal static CallerSource OfSession(AuthenticationStateProvider states, CredentialDirectory directory) => new(async ct =>
    {
        var state = await states.GetAuthenticationStateAsync();
        return Sessions.User(state.User, await directory.CurrentAsync(ct)) is { } user
            ? new Caller(user.UserId, ActorKind.User, user.Name, user.Role, Guid.NewGuid().ToString("N")) { Email = user.Email }
            : throw new CrmException(ErrorCode.Unauthorized, "Http.Unauthorized");
    });
}
