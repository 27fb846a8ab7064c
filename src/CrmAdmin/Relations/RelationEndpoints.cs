using CrmAdmin.Access;
using CrmAdmin.Http;

namespace CrmAdmin.Relations;

/// <summary>relation-types and relations over REST.</summary>
internal static class RelationEndpoints
{
    public static void MapRelations(this RouteGroupBuilder api)
    {
        api.MapPost("/relation-types", CreateTypeAsync).RequireRole(Role.Member);
        api.MapGet("/relation-types", ListTypesAsync);
        api.MapPatch("/relation-types/{relationTypeId}", UpdateTypeAsync).RequireRole(Role.Member);
        api.MapDelete("/relation-types/{relationTypeId}", DeleteTypeAsync).RequireRole(Role.Member);
        api.MapPost("/relations", CreateAsync).RequireRole(Role.Member);
        api.MapDelete("/relations/{relationId}", DeleteAsync).RequireRole(Role.Member);
        api.MapGet("/records/{recordId}/relations", ListAsync);
    }

    private static async Task<IResult> CreateTypeAsync(HttpContext http, RelationTypeService types, CancellationToken ct) =>
        CrmResults.Ok(await types.CreateAsync(http.Caller(), await JsonBody.ReadObjectAsync(http, ct), ct));

    private static async Task<IResult> ListTypesAsync(HttpContext http, RelationTypeService types, StartKeys startKeys, CancellationToken ct)
    {
        var list = ListQuery.From(http);
        var all = await types.ListAsync(http.Caller(), ct);
        return CrmResults.Ok(Pages.Of(all, t => t.RelationTypeId, list, "relation-types", startKeys));
    }

    private static async Task<IResult> UpdateTypeAsync(HttpContext http, string relationTypeId, RelationTypeService types, CancellationToken ct) =>
        CrmResults.Ok(await types.UpdateAsync(http.Caller(), relationTypeId, await JsonBody.ReadObjectAsync(http, ct), ct));

    private static async Task<IResult> DeleteTypeAsync(HttpContext http, string relationTypeId, RelationTypeService types, CancellationToken ct)
    {
        await types.DeleteAsync(http.Caller(), relationTypeId, ct);
        return CrmResults.Ok(new { relationTypeId });
    }

    private static async Task<IResult> CreateAsync(HttpContext http, RelationService relations, CancellationToken ct) =>
        CrmResults.Ok(await relations.CreateAsync(http.Caller(), await JsonBody.ReadObjectAsync(http, ct), ct));

    private static async Task<IResult> DeleteAsync(HttpContext http, string relationId, RelationService relations, CancellationToken ct)
    {
        await relations.DeleteAsync(http.Caller(), relationId, ct);
        return CrmResults.Ok(new { relationId });
    }

    private static async Task<IResult> ListAsync(HttpContext http, string recordId, RelationService relations, CancellationToken ct)
    {
        var list = ListQuery.From(http);
        return CrmResults.Ok(await relations.ListAsync(http.Caller(), recordId, list, ct));
    }
}
