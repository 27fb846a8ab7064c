using CrmAdmin.Http;
using Microsoft.Net.Http.Headers;

namespace CrmAdmin.Exports;

/// <summary>Serves files to whoever holds a good link.</summary>
internal static class DownloadEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the route. Everything below it answers alike, so that nothing can be told from a refusal.</summary>
    public static void MapDownloads(this RouteGroupBuilder api) =>
        api.MapMethods("/downloads/{**link}", Methods, ServeAsync).AllowSignedLink();

    private static async Task<IResult> ServeAsync(HttpContext http, DownloadLinks links, IEnumerable<IDownloads> kinds, CancellationToken ct)
    {
        var file = await OpenAsync(links.Read(Target(http)), kinds, ct) ?? throw new CrmException(ErrorCode.LinkExpired, "Exports.LinkExpired");
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var disposition = new ContentDispositionHeaderValue(file.IsShown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        return Results.File(file.Content, file.MimeType, entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""), enableRangeProcessing: true);
    }

    private static async Task<DownloadFile?> OpenAsync(string? name, IEnumerable<IDownloads> kinds, CancellationToken ct)
    {
        foreach (var kind in kinds)
        {
            if (name is not null && await kind.OpenAsync(name, ct) is { } file)
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>The address as it came over the wire, without what a proxy in front has taken off.</summary>
    private static string Target(HttpContext http)
    {
        var target = RequestTarget.Of(http);
        var prefix = http.Request.PathBase.ToUriComponent();
        return target.StartsWith(prefix, StringComparison.Ordinal) ? target[prefix.Length..] : "";
    }
}
