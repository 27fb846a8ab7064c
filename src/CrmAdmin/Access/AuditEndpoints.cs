using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>GET audit-log.</summary>
internal static class AuditEndpoints
{
    /// <summary>Maps the route.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet("audit-log", ListAsync).RequireRole(Role.Admin);

    private static async Task<IResult> ListAsync(HttpContext http, AuditService audit, CancellationToken ct)
    {
        var given = new Query(http);
        var query = new AuditQuery(
            given.Text("entityId"), given.Text("recordId"), given.Text("actor"), given.Text("action"), given.Instant("from"), given.Instant("to"));
        var list = given.List();
        given.Check();
        return CrmResults.Ok(await audit.ListAsync(http.Caller(), query, list, ct));
    }
}
