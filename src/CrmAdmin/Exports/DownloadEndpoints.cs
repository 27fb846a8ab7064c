using System.Net.Mime;
using CrmAdmin.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CrmAdmin.Exports;

/// <summary>Serves exported files to whoever holds a good link.</summary>
internal static class DownloadEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the route. Everything below it answers alike, so that nothing can be told from a refusal.</summary>
    public static void MapDownloads(this RouteGroupBuilder api) =>
        api.MapMethods("/downloads/{**link}", Methods, ServeAsync).AllowSignedLink();

    private static async Task<IResult> ServeAsync(HttpContext http, ExportService exports, CancellationToken ct)
    {
        var file = await exports.OpenAsync(Target(http), ct) ?? throw new CrmException(ErrorCode.LinkExpired, "Exports.LinkExpired");
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox";
        return Results.File(
            file.Content,
            file.Format == ExportFormat.Csv ? MediaTypeNames.Text.Csv + "; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            file.DownloadName,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""),
            enableRangeProcessing: true);
    }

    /// <summary>The address as it came over the wire, without what a proxy in front has taken off.</summary>
    private static string Target(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length == 0)
        {
            // A server that has no wire.
            target = http.Request.GetEncodedPathAndQuery();
        }

        var prefix = http.Request.PathBase.ToUriComponent();
        return target.StartsWith(prefix, StringComparison.Ordinal) ? target[prefix.Length..] : "";
    }
}
