using System.Text.Json.Serialization;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>What a caller may do; each role holds the ones before it.</summary>
public enum Role
{
    /// <summary>Reads, with masked fields masked.</summary>
    [JsonStringEnumMemberName("VIEWER")]
    Viewer,

    /// <summary>Writes records, deletes, restores, exports, imports.</summary>
    [JsonStringEnumMemberName("MEMBER")]
    Member,

    /// <summary>Sees unmasked values; manages entities, properties, API keys and tokens.</summary>
    [JsonStringEnumMemberName("ADMIN")]
    Admin,

    /// <summary>Users, roles and the plan.</summary>
    [JsonStringEnumMemberName("OWNER")]
    Owner,
}

/// <summary>Who a caller is, for the audit log.</summary>
public enum ActorKind
{
    /// <summary>A person signed in at the browser.</summary>
    User,

    /// <summary>An integration with an API key.</summary>
    ApiKey,

    /// <summary>A personal access token.</summary>
    Token,

    /// <summary>The server itself: collector, jobs, demo data.</summary>
    System,
}

/// <summary>The one on whose behalf a service acts. Every service method takes it first and checks it.</summary>
/// <param name="ActorId">Stable id of the user, key or token; «system» for the server.</param>
/// <param name="Kind">Kind of credential.</param>
/// <param name="Name">How the caller is shown to people.</param>
/// <param name="Role">What the caller may do.</param>
/// <param name="RequestId">Ties the audit entries of one request together.</param>
public sealed record Caller(string ActorId, ActorKind Kind, string Name, Role Role, string RequestId)
{
    /// <summary>A person's e-mail address; null for everybody else.</summary>
    public string? Email { get; init; }

    /// <summary>Masked values are shown from ADMIN upward.</summary>
    public bool SeesMasked => Role >= Role.Admin;

    /// <summary>The server acting by itself.</summary>
    public static Caller System(string what) => new("system", ActorKind.System, what, Role.Owner, what);

    /// <summary>Refuses a caller below <paramref name="role"/> with 403 Forbidden.</summary>
    public void Demand(Role role)
    {
        if (Refusal(role) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>403 Forbidden for a caller below <paramref name="role"/>, else null.</summary>
    public CrmException? Refusal(Role role) =>
        Role < role ? new CrmException(ErrorCode.Forbidden, "Http.RoleTooLow", role.ToString().ToUpperInvariant()) : null;
}
