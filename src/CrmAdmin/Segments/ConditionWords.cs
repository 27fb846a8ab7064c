using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;

namespace CrmAdmin.Segments;

/// <summary>Conditions that were kept, in words.</summary>
/// <param name="Sentence">The sentence; null where they no longer fit the entity.</param>
/// <param name="Reading">The tree, and why it does not fit.</param>
public sealed record SaidConditions(string? Sentence, Reading Reading);

/// <summary>
/// Says kept conditions in one language, as entities, segments and people stood at one moment. Nobody's right to search is
/// asked: it tells no value of any record.
/// </summary>
public sealed class ConditionWords(
    IReadOnlyList<EntitySchema> entities, ILookup<string, Segment> segments, SegmentScopes scopes, CultureInfo language, ConditionClock clock,
    IReadOnlyDictionary<string, string> people)
{
    private readonly Dictionary<string, ConditionScope> known = new(StringComparer.Ordinal);

    /// <summary>The entities there are.</summary>
    public IReadOnlyList<EntitySchema> Entities => entities;

    /// <summary>Whose clocks instants are told by.</summary>
    public TimeZoneInfo Zone => clock.Zone;

    /// <summary>Conditions on the records of an entity.</summary>
    public SaidConditions Say(EntitySchema schema, JsonElement conditions)
    {
        var reading = ConditionReader.Read(conditions, "conditions", Over(schema));
        return new SaidConditions(reading.Errors.Count == 0 ? Say(reading.Tree, schema) : null, reading);
    }

    /// <summary>A tree that has been read.</summary>
    public string Say(Group tree, EntitySchema schema) => Sentence.Of(tree, schema, language, clock, people);

    /// <summary>A text in the same language.</summary>
    public string Text(string key, params object?[] args) => Texts.Get(key, language, args);

    /// <summary>An entity; null where it is gone.</summary>
    public EntitySchema? Find(string? entityId) => entities.FirstOrDefault(entity => entity.EntityId == entityId);

    /// <summary>The segments of an entity, oldest first.</summary>
    public IEnumerable<Segment> Segments(string entityId) => segments[entityId];

    /// <summary>What conditions on an entity's records are read against.</summary>
    public ConditionScope Over(EntitySchema schema) => known.TryGetValue(schema.EntityId, out var scope)
        ? scope
        : known[schema.EntityId] = scopes.Over(schema, new SegmentSet(Segments(schema.EntityId)));
}

/// <summary>Fetches, once for all that is to be said, what kept conditions are said with.</summary>
internal sealed class ConditionWording(
    EntityCatalog catalog, SegmentService segments, SegmentScopes scopes, UserService users, WorkspaceSettings workspace, TimeProvider time)
{
    /// <summary>The words of a language, for VIEWER and above.</summary>
    public async Task<ConditionWords> InAsync(Caller caller, CultureInfo language, CancellationToken ct)
    {
        var known = (await segments.ListAsync(caller, null, ct)).ToLookup(segment => segment.EntityId, StringComparer.Ordinal);
        var people = (await users.PeopleAsync(caller, ct)).ToDictionary(person => person.UserId, person => person.Name, StringComparer.Ordinal);
        var clock = new ConditionClock(time.GetUtcNow().UtcDateTime, workspace.TimeZone);
        return new ConditionWords(await catalog.AllAsync(ct), known, scopes, language, clock, people);
    }
}
