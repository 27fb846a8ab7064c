using System.Security.Claims;
using CrmAdmin.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace CrmAdmin.Access;

/// <summary>Browser sessions: a cookie that every request holds against the users as they are now.</summary>
internal static class Sessions
{
    /// <summary>The page that signs in.</summary>
    public const string LoginPath = "/login";

    private static readonly TimeSpan Length = TimeSpan.FromHours(12);

    /// <summary>Sets the session cookie.</summary>
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "crm.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Length;
        options.SlidingExpiration = true;
        options.LoginPath = LoginPath;
        options.AccessDeniedPath = LoginPath;
        options.ReturnUrlParameter = "returnUrl";
        options.Events = new CookieAuthenticationEvents { OnValidatePrincipal = ValidateAsync, OnRedirectToLogin = RedirectAsync };
    }

    /// <summary>The user of a session as known now; null where disabled, removed or signed out everywhere.</summary>
    public static KnownUser? User(ClaimsPrincipal? session, CredentialSnapshot known)
    {
        var id = session?.FindFirstValue(ClaimTypes.NameIdentifier);
        return id is not null && known.Users.GetValueOrDefault(id) is { IsDisabled: false } user
            && user.SecurityStamp == session!.FindFirstValue(StampClaim)
            ? user
            : null;
    }

    private static string StampClaim { get; } = new ClaimsIdentityOptions().SecurityStampClaimType;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<CredentialDirectory>();
        if (User(context.Principal, await directory.CurrentAsync(context.HttpContext.RequestAborted)) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>Only a page leads to the sign-in page; a script's call gets a plain 401.</summary>
    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments(SocketOrigin.CircuitPath))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            if (context.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }
        }

        return Task.CompletedTask;
    }
}
