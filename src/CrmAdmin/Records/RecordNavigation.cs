using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Records;

/// <summary>The entities as lines of the navigation.</summary>
internal static class RecordNavigation
{
    private const int Order = 10;

    /// <summary>A line for each entity.</summary>
    public static NavLines Lines(IServiceProvider services)
    {
        var entities = services.GetRequiredService<EntityService>();
        return async (caller, ct) => [.. (await entities.ListAsync(caller, ct))
            .Select(entity => new NavLine(Order, entity.Name, Href(entity), Icon(entity.Slug)))];
    }

    /// <summary>How many records each has.</summary>
    public static NavCounts Counts(IServiceProvider services) => services.GetRequiredService<RecordCounts>().ReadAsync;

    /// <summary>The page of an entity's records.</summary>
    public static string Href(EntitySchema entity) => $"records/{entity.Slug}";

    /// <summary>A record's own page.</summary>
    public static string Page(EntitySchema entity, string recordId) => $"{Href(entity)}/{recordId}/page";

    // What most workspaces have gets a picture of its own; the rest is a table.
    private static string Icon(string slug) => slug switch
    {
        "contact" or "contacts" or "customer" or "customers" => "people",
        "company" or "companies" or "account" or "accounts" => "building",
        _ => "table",
    };
}
