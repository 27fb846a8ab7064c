using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;

namespace CrmAdmin.Shell;

/// <summary>The pages' frame: components, static files, language, headers.</summary>
internal static class ShellSetup
{
    private static readonly string[] Languages = ["ko", "en"];

    /// <summary>Content stands beside a published program, else in the working directory.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };

    /// <summary>Registers what the pages need.</summary>
    public static void AddShell(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddLocalization();
        builder.Services.AddSingleton(WorkspaceSettings.From(builder.Configuration));
        builder.Services.AddOptions<RequestLocalizationOptions>().Configure<WorkspaceSettings>(SetLanguages);
        builder.Services.AddSingleton<Texts>();
        builder.Services.AddSingleton<Formats>();
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddScoped<Confirm>();
        builder.Services.AddScoped<PageAddress>();
        builder.Services.AddScoped<Navigation>();
        builder.Services.AddSingleton(new NavEntry(0, "Shell.Home", "", "home", Exact: true));
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    }

    /// <summary>Adds the pages' middleware.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use(AddHeaders);
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use(LeaveRestItsOwnErrors);
        app.UseAntiforgery();
    }

    /// <summary>Maps static files and pages.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        // Our own policy names the frame's ancestors; Blazor would add a second header.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }

    // Pages: what the person chose, else the workspace's language. REST: what the caller accepts.
    private static void SetLanguages(RequestLocalizationOptions options, WorkspaceSettings workspace)
    {
        var chosen = new CookieRequestCultureProvider();
        var accepted = new AcceptLanguageHeaderRequestCultureProvider();
        options.SetDefaultCulture(workspace.Language.Name).AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context =>
                IsRest(context.Request.Path) ? accepted.DetermineProviderCultureResult(context) : chosen.DetermineProviderCultureResult(context)),
        ];
    }

    private static bool IsRest(PathString path) =>
        path.StartsWithSegments("/crm-core", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/exports", StringComparison.OrdinalIgnoreCase);

    private static Task LeaveRestItsOwnErrors(HttpContext context, RequestDelegate next)
    {
        if (IsRest(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    // Styles need 'unsafe-inline' (Radzen positions by style attributes); scripts never do.
    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (context.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal))
        {
            // A font's name carries its version, so it never has to be asked for again.
            context.Response.OnStarting(() => { headers.CacheControl = "public, max-age=31536000, immutable"; return Task.CompletedTask; });
        }

        return next(context);
    }
}
