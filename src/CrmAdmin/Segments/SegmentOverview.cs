using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Http;

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
internal sealed class SegmentOverview(ConditionWording wording, UserService users)
{
    /// <summary>The segments of an entity, by name; 404 for an unknown entity. None of them is counted.</summary>
    public async Task<IReadOnlyList<SegmentLine>> ListAsync(Caller caller, string entityId, CultureInfo language, CancellationToken ct)
    {
        var words = await wording.InAsync(caller, language, ct);
        var schema = words.Find(entityId) ?? throw CrmException.NotFound(entityId);
        var set = new SegmentSet(words.Segments(entityId));
        var lines = new List<SegmentLine>();
        foreach (var segment in words.Segments(entityId).OrderBy(s => s.Name, StringComparer.Create(language, ignoreCase: true)))
        {
            var (sentence, reading) = words.Say(schema, segment.Conditions);
            lines.Add(new SegmentLine(
                segment,
                sentence,
                sentence is null ? reading.Errors[0] : null,
                !caller.SeesMasked && reading.Tree.Fields().Any(field => field.IsMasked),
                await users.NameAsync(caller, segment.OwnerId, ct),
                [.. set.Naming(segment.SegmentId)]));
        }

        return lines;
    }
}
