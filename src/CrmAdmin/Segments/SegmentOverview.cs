using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Workspace;

namespace CrmAdmin.Segments;

/// <summary>A segment as its list shows it.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Sentence">Its conditions in the person's language; null where they no longer fit the entity.</param>
/// <param name="Problem">Why they do not; null where they do.</param>
/// <param name="IsMasked">Whether it rests on a field that the caller may not search.</param>
/// <param name="Owner">Who made it, by name; null where nobody knows any more.</param>
/// <param name="UsedBy">The segments whose conditions name it.</param>
public sealed record SegmentLine(Segment Segment, string? Sentence, Detail? Problem, bool IsMasked, string? Owner, IReadOnlyList<Segment> UsedBy);

/// <summary>Tells of an entity's segments what people want to know before they use one.</summary>
internal sealed class SegmentOverview(
    SegmentService segments, SegmentScopes scopes, EntityCatalog catalog, UserService users, WorkspaceSettings workspace, TimeProvider time)
{
    /// <summary>The segments of an entity, by name; 404 for an unknown entity. None of them is counted.</summary>
    public async Task<IReadOnlyList<SegmentLine>> ListAsync(Caller caller, string entityId, CultureInfo language, CancellationToken ct)
    {
        var all = await segments.ListAsync(caller, entityId, ct);
        var schema = await catalog.GetAsync(entityId, ct);
        var set = new SegmentSet(all);
        var clock = new ConditionClock(time.GetUtcNow().UtcDateTime, workspace.TimeZone);
        var people = (await users.PeopleAsync(caller, ct)).ToDictionary(person => person.UserId, person => person.Name, StringComparer.Ordinal);
        var lines = new List<SegmentLine>(all.Count);
        foreach (var segment in all.OrderBy(s => s.Name, StringComparer.Create(language, ignoreCase: true)))
        {
            var reading = ConditionReader.Read(segment.Conditions, "conditions", scopes.Over(schema, set));
            var fits = reading.Errors.Count == 0;
            lines.Add(new SegmentLine(
                segment,
                fits ? Sentence.Of(reading.Tree, schema, language, clock, people) : null,
                fits ? null : reading.Errors[0],
                !caller.SeesMasked && reading.Tree.Fields().Any(field => field.IsMasked),
                await users.NameAsync(caller, segment.OwnerId, ct),
                [.. set.Naming(segment.SegmentId)]));
        }

        return lines;
    }
}
