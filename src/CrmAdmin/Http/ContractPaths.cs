using Microsoft.AspNetCore.Routing.Template;

namespace CrmAdmin.Http;

/// <summary>
/// Which methods the contract's routes have at a path. Routing itself cannot tell: the pages' and static files' own
/// routes, which take any path, hide its 405.
/// </summary>
internal sealed class ContractPaths(EndpointDataSource endpoints)
{
    private readonly Lazy<List<(TemplateMatcher Path, IReadOnlyList<string> Methods)>> routes = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ContractRoute>() is not null)
            .Select(endpoint => (
                new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []),
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])),
    ]);

    /// <summary>The methods, none for a path that is unknown.</summary>
    public string[] Methods(PathString path) =>
        [.. routes.Value.Where(route => route.Path.TryMatch(path, [])).SelectMany(route => route.Methods).Distinct()];
}
