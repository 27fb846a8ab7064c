using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace CrmAdmin.Access;

/// <summary>Signing out.</summary>
internal static class SessionEndpoints
{
    /// <summary>Maps POST /logout, which needs the antiforgery token as a form field or header.</summary>
    public static void MapSessions(this IEndpointRouteBuilder app) => app.MapPost("/logout", SignOutAsync);

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<User> sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        await sessions.SignOutAsync();
        return Results.LocalRedirect(Sessions.LoginPath);
    }
}
