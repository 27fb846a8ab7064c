using CrmAdmin.Access;

namespace CrmAdmin.Http;

/// <summary>How a feature puts its routes under the contract's rules.</summary>
public static class CrmRoutes
{
    /// <summary>The group that every feature of the contract maps into, below <see cref="CrmPaths.Base"/>.</summary>
    public static RouteGroupBuilder MapCrmCore(this IEndpointRouteBuilder app) => app.MapContract(CrmPaths.Base);

    /// <summary>The group of the contact and activity exports, below <see cref="CrmPaths.Exports"/>.</summary>
    public static RouteGroupBuilder MapExportsGroup(this IEndpointRouteBuilder app) => app.MapContract(CrmPaths.Exports);

    /// <summary>Refuses callers below a role with 403 Forbidden, before the body is read. Without it VIEWER is enough.</summary>
    public static T RequireRole<T>(this T endpoint, Role role)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new RoleNeeded(role));

    /// <summary>Refuses with 403 PlanFeatureDisabled while the plan has the feature off.</summary>
    public static T RequireFeature<T>(this T endpoint, PlanFeature feature)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new FeatureNeeded(feature));

    /// <summary>Lets the body be larger than <see cref="Limits.BodyBytes"/>, as uploads are.</summary>
    public static T AllowBody<T>(this T endpoint, long bytes)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new BodyAllowed(bytes));

    /// <summary>A download whose signed address is all that is needed: no credential, no rate limit.</summary>
    public static T AllowSignedLink<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new SignedLink());

    // The contract's own gate stands in place of the pages' sign-in.
    private static RouteGroupBuilder MapContract(this IEndpointRouteBuilder app, string path) =>
        app.MapGroup(path).WithMetadata(new ContractRoute()).AllowAnonymous().DisableAntiforgery();
}

/// <summary>Marks a route of the contract; what routing makes up itself (405) has none.</summary>
internal sealed class ContractRoute;

/// <summary>The role a route needs.</summary>
internal sealed record RoleNeeded(Role Role);

/// <summary>The plan feature a route needs.</summary>
internal sealed record FeatureNeeded(PlanFeature Feature);

/// <summary>The largest body of a route, in bytes.</summary>
internal sealed record BodyAllowed(long Bytes)
{
    /// <summary>The largest body that a route takes, in bytes.</summary>
    public static long Of(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<BodyAllowed>()?.Bytes ?? Limits.BodyBytes;
}

/// <summary>Marks a route whose address is its credential.</summary>
internal sealed class SignedLink;
