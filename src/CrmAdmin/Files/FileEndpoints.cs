using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Http;

namespace CrmAdmin.Files;

/// <summary>files over REST.</summary>
internal static class FileEndpoints
{
    private const string Part = "file";

    /// <summary>Maps the routes.</summary>
    public static void MapFiles(this RouteGroupBuilder api) =>
        api.MapPost("/files", AddAsync).RequireRole(Role.Member).AllowBody(Limits.FileBytes + Limits.MultipartOverhead);

    private static async Task<IResult> AddAsync(HttpContext http, FileService files, ExportOptions links, CancellationToken ct)
    {
        var body = await MultipartBody.OfAsync(http);
        while (await body.NextAsync(ct) is { } part)
        {
            if (part.Name == Part)
            {
                var file = await files.AddAsync(http.Caller(), part.FileName, target => part.CopyAsync(target, Limits.FileBytes, ct), ct);
                return CrmResults.Ok(file with { Url = links.Absolute(http.Request, file.Url) });
            }
        }

        throw CrmException.Invalid(Part, "Http.FileNeeded");
    }
}
