using CrmAdmin.Access;
using CrmAdmin.Http;

namespace CrmAdmin.Entities;

/// <summary>entities and properties over REST.</summary>
internal static class EntityEndpoints
{
    public static void MapEntities(this RouteGroupBuilder api)
    {
        api.MapPost("/entities", CreateAsync).RequireRole(Role.Admin);
        api.MapGet("/entities", ListAsync);
        api.MapGet("/entities/{entityId}", GetAsync);
        api.MapPatch("/entities/{entityId}", UpdateAsync).RequireRole(Role.Admin);
        api.MapDelete("/entities/{entityId}", DeleteAsync).RequireRole(Role.Admin);
        api.MapPost("/entities/{entityId}/properties", CreatePropertyAsync).RequireRole(Role.Admin);
        api.MapGet("/entities/{entityId}/properties", ListPropertiesAsync);
        api.MapGet("/properties/{propertyId}", GetPropertyAsync);
        api.MapPatch("/properties/{propertyId}", UpdatePropertyAsync).RequireRole(Role.Admin);
        api.MapDelete("/properties/{propertyId}", DeletePropertyAsync).RequireRole(Role.Admin);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, EntityService entities, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<EntityBody>(http, ct);
        return CrmResults.Ok(EntityAnswer.Of(await entities.CreateAsync(http.Caller(), body, ct)));
    }

    private static async Task<IResult> ListAsync(HttpContext http, EntityService entities, StartKeys startKeys, CancellationToken ct)
    {
        var list = ListQuery.From(http);
        var all = (await entities.ListAsync(http.Caller(), ct)).Select(EntityAnswer.Of);
        return CrmResults.Ok(Pages.Of(all, e => e.EntityId, list, "entities", startKeys));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string entityId, EntityService entities, CancellationToken ct) =>
        CrmResults.Ok(EntityAnswer.Of(await entities.GetAsync(http.Caller(), entityId, ct)));

    private static async Task<IResult> UpdateAsync(HttpContext http, string entityId, EntityService entities, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<EntityBody>(http, ct);
        return CrmResults.Ok(EntityAnswer.Of(await entities.UpdateAsync(http.Caller(), entityId, body, ct)));
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string entityId, EntityService entities, CancellationToken ct)
    {
        await entities.DeleteAsync(http.Caller(), entityId, ct);
        return CrmResults.Ok(new { entityId });
    }

    private static async Task<IResult> CreatePropertyAsync(HttpContext http, string entityId, PropertyService properties, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<PropertyBody>(http, ct);
        var (entity, property) = await properties.CreateAsync(http.Caller(), entityId, body, ct);
        return CrmResults.Ok(PropertyAnswer.Of(entity, property));
    }

    private static async Task<IResult> ListPropertiesAsync(
        HttpContext http, string entityId, EntityService entities, StartKeys startKeys, CancellationToken ct)
    {
        var (list, purpose) = (ListQuery.From(http), $"properties\n{entityId}");
        startKeys.Demand(purpose, list.StartKey);
        var entity = await entities.GetAsync(http.Caller(), entityId, ct);
        var all = entity.Properties.Select(property => PropertyAnswer.Of(entity, property));
        return CrmResults.Ok(Pages.Of(all, p => p.PropertyId, list, purpose, startKeys));
    }

    private static async Task<IResult> GetPropertyAsync(HttpContext http, string propertyId, PropertyService properties, CancellationToken ct)
    {
        var (entity, property) = await properties.GetAsync(http.Caller(), propertyId, ct);
        return CrmResults.Ok(PropertyAnswer.Of(entity, property));
    }

    private static async Task<IResult> UpdatePropertyAsync(HttpContext http, string propertyId, PropertyService properties, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<PropertyBody>(http, ct);
        var (entity, property) = await properties.UpdateAsync(http.Caller(), propertyId, body, ct);
        return CrmResults.Ok(PropertyAnswer.Of(entity, property));
    }

    private static async Task<IResult> DeletePropertyAsync(HttpContext http, string propertyId, PropertyService properties, CancellationToken ct)
    {
        await properties.DeleteAsync(http.Caller(), propertyId, ct);
        return CrmResults.Ok(new { propertyId });
    }
}
