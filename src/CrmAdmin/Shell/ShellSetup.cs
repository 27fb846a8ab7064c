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
        builder.Services.Configure<RequestLocalizationOptions>(SetLanguages);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    }

    /// <summary>Adds the pages' middleware.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use(AddHeaders);
        app.UseAntiforgery();
    }

    /// <summary>Maps static files and pages.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        // Our own policy names the frame's ancestors; Blazor would add a second header.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static void SetLanguages(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(Languages[0]).AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
    }

    // Styles need 'unsafe-inline' (Radzen positions by style attributes); scripts never do.
    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
