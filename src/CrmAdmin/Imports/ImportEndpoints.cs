using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Http;
using CrmAdmin.Jobs;

namespace CrmAdmin.Imports;

/// <summary>Imports over REST.</summary>
internal static class ImportEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapImports(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/records/import").RequireRole(Role.Member);
        imports.MapPost("", UploadAsync).AllowBody(Limits.ImportBytes + Limits.MultipartOverhead);
        imports.MapPost("/{importId}/run", RunAsync);
        imports.MapGet("/{importId}/status", StatusAsync);
        imports.MapPost("/{importId}/undo", UndoAsync);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, ImportUploads uploads, ImportService imports, CancellationToken ct)
    {
        ImportUpload? upload = null;
        var entityId = "";
        try
        {
            var body = await MultipartBody.OfAsync(http);
            while (await body.NextAsync(ct) is { } part)
            {
                switch (part.Name)
                {
                    case "entityId":
                        entityId = await part.TextAsync(ct);
                        break;
                    case "file" when upload is null:
                        upload = await uploads.ReceiveAsync(http.Caller(), part, ct);
                        break;
                    default:
                        break;
                }
            }

            return CrmResults.Ok(await imports.AcceptAsync(http.Caller(), Demand(upload, entityId), entityId, ct));
        }
        finally
        {
            if (upload is not null)
            {
                uploads.Discard(upload);
            }
        }
    }

    private static async Task<IResult> RunAsync(HttpContext http, string importId, ImportService imports, CancellationToken ct) =>
        CrmResults.Ok(new RunAnswer(await imports.RunAsync(http.Caller(), importId, await JsonBody.ReadAsync<ImportRequest>(http, ct), ct)));

    private static async Task<IResult> StatusAsync(HttpContext http, string importId, ImportService imports, ExportOptions links, CancellationToken ct)
    {
        var state = await imports.StatusAsync(http.Caller(), importId, ct);
        var rejects = state.RejectsPath is { } path ? links.Absolute(http.Request, path) : null;
        return CrmResults.Ok(new StatusAnswer(
            state.ImportId, state.Status, state.Progress, state.Total, state.Created, state.Updated, state.Rejected, rejects, state.Error));
    }

    private static async Task<IResult> UndoAsync(HttpContext http, string importId, ImportService imports, CancellationToken ct) =>
        CrmResults.Ok(await imports.UndoAsync(http.Caller(), importId, ct));

    private static ImportUpload Demand(ImportUpload? upload, string entityId)
    {
        var wrong = new List<Detail>();
        if (entityId.Length == 0)
        {
            wrong.Add(new Detail("entityId", "Records.EntityIdNeeded"));
        }

        if (upload is null)
        {
            wrong.Add(new Detail("file", "Http.FileNeeded"));
        }

        return wrong.Count == 0 ? upload! : throw CrmException.Invalid(wrong);
    }

    /// <summary>The run's job.</summary>
    internal sealed record RunAnswer(string JobId);

    /// <summary>How an import stands.</summary>
    internal sealed record StatusAnswer(
        string ImportId, JobStatus Status, long Progress, long Total, long Created, long Updated, long Rejected, string? RejectsUrl, string? Error);
}
