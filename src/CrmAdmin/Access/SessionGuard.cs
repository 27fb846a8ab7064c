using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CrmAdmin.Access;

/// <summary>Holds a live circuit's user against the users as they are now, and ends the session of one who may no longer be in.</summary>
internal sealed class SessionGuard(ILoggerFactory logs, CredentialDirectory directory) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Sessions.User(authenticationState.User, await directory.CurrentAsync(cancellationToken)) is not null;
}
