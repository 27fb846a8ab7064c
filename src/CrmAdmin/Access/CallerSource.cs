using CrmAdmin.Http;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

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

    /// <summary>
    /// The source of one circuit, or of one page that is rendered without. The browser of a session that has ended hears of it
    /// before the page fails for it; where there is no circuit, nothing is there to hear.
    /// </summary>
    internal static CallerSource OfSession(AuthenticationStateProvider states, CredentialDirectory directory, IJSRuntime browser) => new(async ct =>
    {
        var state = await states.GetAuthenticationStateAsync();
        if (Sessions.User(state.User, await directory.CurrentAsync(ct)) is { } user)
        {
            return new Caller(user.UserId, ActorKind.User, user.Name, user.Role, Guid.NewGuid().ToString("N")) { Email = user.Email };
        }

        SignInAgain.Begin(browser);
        throw new CrmException(ErrorCode.Unauthorized, "Http.Unauthorized");
    });
}
