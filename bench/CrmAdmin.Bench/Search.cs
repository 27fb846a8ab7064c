using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Bench;

/// <summary>One search as both sides are asked it: newest first unless said otherwise, a page of 50.</summary>
/// <param name="Id">S01, S02, …</param>
/// <param name="What">For people.</param>
/// <param name="Group">The condition group over REST; null for no condition.</param>
/// <param name="Wheres">The same as SQL, in each form in which the plain table may find it fastest; «{0}» stands for a plus that bars an index.</param>
internal sealed record Search(string Id, string What, JsonObject? Group, IReadOnlyList<string> Wheres)
{
    /// <summary>Rows of a page.</summary>
    public const int Page = 50;

    /// <summary>Asked as the keyword of the simple list, which has no count, in place of a group; null where it is not.</summary>
    public string? Keyword { get; init; }

    /// <summary>Whole statements in place of the first form, for the plain table's side table.</summary>
    public string? PageSql { get; init; }

    /// <summary>The count that goes with <see cref="PageSql"/>.</summary>
    public string? CountSql { get; init; }

    /// <summary>The one field that it is sorted by, as «sortFields» names it.</summary>
    public string Sort { get; init; } = "-dateCreated";

    /// <summary>The body of a search.</summary>
    public byte[] Body(string entityId, string? startKey = null, int limit = Page)
    {
        var body = new JsonObject { ["entityId"] = entityId, ["limit"] = limit, ["sortFields"] = new JsonArray(Sort) };
        if (Group is not null)
        {
            body["conditionGroup"] = Group.DeepClone();
        }

        if (startKey is not null)
        {
            body["startKey"] = startKey;
        }

        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    /// <summary>The body of a count.</summary>
    public byte[] CountBody(string entityId, bool exact) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject { ["entityId"] = entityId, ["conditionGroup"] = Group?.DeepClone(), ["exact"] = exact });
}
