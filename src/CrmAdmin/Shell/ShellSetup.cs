using CrmAdmin.Http;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;

namespace CrmAdmin.Shell;

/// <summary>The pages' frame: components, static files, language, headers.</summary>
internal static class ShellSetup
{
    /// <summary>Content stands beside a published program, else in the working directory.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        // Settings are read once. Watching their folder would have every write to a database below it told to this process.
        Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };

    /// <summary>Registers what the pages need.</summary>
    public static void AddShell(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddLocalization();
        builder.Services.AddOptions<RequestLocalizationOptions>().Configure<WorkspaceSettings>(SetLanguages);
        builder.Services.AddSingleton<Texts>();
        builder.Services.AddSingleton<Formats>();
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddScoped<Confirm>();
        builder.Services.AddScoped<PageAddress>();
        builder.Services.AddScoped<Navigation>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    }

    /// <summary>Adds the pages' middleware.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseWhen(context => !CrmPaths.IsApi(context.Request.Path), pages => pages.UseRequestLocalization());
        app.Use(KeepFonts);
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use(LeaveRestItsOwnErrors);
    }

    /// <summary>Maps static files and pages.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // Our own policy names the frame's ancestors; Blazor would add a second header.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }

    // What the person chose, else the workspace's language. REST callers have theirs from the gate.
    private static void SetLanguages(RequestLocalizationOptions options, WorkspaceSettings workspace)
    {
        options.AddSupportedCultures([.. WorkspaceProfile.Languages]).AddSupportedUICultures([.. WorkspaceProfile.Languages]);
        options.RequestCultureProviders =
            [new CookieRequestCultureProvider(), new CustomRequestCultureProvider(_ => Task.FromResult<ProviderCultureResult?>(new(workspace.Language.Name)))];
    }

    private static Task LeaveRestItsOwnErrors(HttpContext context, RequestDelegate next)
    {
        if (CrmPaths.IsApi(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    // A font's name carries its version, so it never has to be asked for again.
    private static Task KeepFonts(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
