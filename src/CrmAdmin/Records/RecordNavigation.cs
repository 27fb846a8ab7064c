using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Shell;

namespace CrmAdmin.Records;

/// <summary>The entities as lines of the navigation.</summary>
internal static class RecordNavigation
{
    /// <summary>The page of what was deleted.</summary>
    public const string Trash = "trash";

    private const int Order = 10;
    private const int FoundOfEach = 5;

    /// <summary>A line for each entity, and an act for a new record of each.</summary>
    public static NavLines Lines(IServiceProvider services)
    {
        var (entities, texts) = (services.GetRequiredService<EntityService>(), new Texts());
        return async (caller, ct) => [.. (await entities.ListAsync(caller, ct)).SelectMany(entity => Of(entity, caller, texts))];
    }

    /// <summary>Finds records by name, a few of each entity, by the index of substrings.</summary>
    public static PaletteSearch Search(IServiceProvider services)
    {
        var (entities, search) = (services.GetRequiredService<EntityService>(), services.GetRequiredService<SearchService>());
        return async (caller, typed, ct) =>
        {
            var hits = new List<PaletteHit>();
            foreach (var entity in await entities.ListAsync(caller, ct))
            {
                var page = await Task.Run(() => search.PageAsync(caller, new RecordSelection(entity.EntityId, Keyword: typed), FoundOfEach, null, ct), ct);
                hits.AddRange(page.Data.Select(record => new PaletteHit(record.Name, Page(entity, record.RecordId), Icon(entity.Slug), entity.Name)));
            }

            return hits;
        };
    }

    /// <summary>How many records each has.</summary>
    public static NavCounts Counts(IServiceProvider services) => services.GetRequiredService<RecordCounts>().ReadAsync;

    /// <summary>The page of an entity's records.</summary>
    public static string Href(EntitySchema entity) => $"records/{entity.Slug}";

    /// <summary>A record's own page.</summary>
    public static string Page(EntitySchema entity, string recordId) => $"{Href(entity)}/{recordId}/page";

    private static IEnumerable<NavLine> Of(EntitySchema entity, Caller caller, Texts texts)
    {
        yield return new NavLine(Order, entity.Name, Href(entity), Icon(entity.Slug));
        if (caller.Role >= Role.Member)
        {
            yield return new NavLine(Order, texts["Records.NewOf", entity.Name], Href(entity) + "?new=1", "plus", Place: NavPlace.PaletteAct);
        }
    }

    // What most workspaces have gets a picture of its own; the rest is a table.
    private static string Icon(string slug) => slug switch
    {
        "contact" or "contacts" or "customer" or "customers" => "people",
        "company" or "companies" or "account" or "accounts" => "building",
        _ => "table",
    };
}
