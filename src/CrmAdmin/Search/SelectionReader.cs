using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Segments;
using CrmAdmin.Workspace;

namespace CrmAdmin.Search;

/// <summary>Checks a selection against the entity as it stands and against what the caller may search on.</summary>
public sealed class SelectionReader(EntityCatalog catalog, SegmentScopes scopes, WorkspaceSettings workspace, TimeProvider time)
{
    private static readonly Field RecordId = FieldList.System.Single(field => field.Path == "recordId");
    private static readonly Operator IncludesAny = Operators.Find("includes_any")!;

    /// <summary>
    /// The checked set. 400 naming every wrong place, 404 for an unknown entity or segment, 403 for a masked field.
    /// </summary>
    /// <param name="caller">Who searches.</param>
    /// <param name="selection">Which records, in which order.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="further">Tells what else is wrong in the request, once its entity and its order are known.</param>
    public async Task<RecordSet> ReadAsync(
        Caller caller, RecordSelection selection, CancellationToken ct, Func<EntitySchema, IReadOnlyList<Sort>, IEnumerable<Detail>>? further = null)
    {
        if (string.IsNullOrEmpty(selection.EntityId))
        {
            throw CrmException.Invalid("entityId", "Records.EntityIdNeeded");
        }

        var schema = await catalog.LookUpAsync(selection.EntityId, ct);
        var (parts, errors, unknownSegment) = await scopes.ReadAsync(schema, scope => Parts(selection, scope), ct);
        var sorts = Sort.Read(selection.SortFields, schema, errors);
        errors.AddRange(further?.Invoke(schema, sorts) ?? []);
        if (errors.Count > 0)
        {
            throw CrmException.Invalid(errors);
        }

        schema.Demand();
        if (unknownSegment)
        {
            throw CrmException.NotFound(selection.SegmentId!);
        }

        var tree = Joined(parts);
        Masking.Demand(tree, caller);
        Masking.Demand(sorts.Select(sort => sort.Field.Property).OfType<Property>(), caller);
        return new RecordSet(schema, tree, sorts, new ConditionClock(time.GetUtcNow().UtcDateTime, workspace.TimeZone));
    }

    /// <summary>What a selection means, to be put into words: nobody's right is asked. Null where something in it is wrong or gone.</summary>
    internal static Group? Tree(RecordSelection selection, ConditionScope scope) =>
        Parts(selection, scope) is var (parts, errors, unknownSegment) && errors.Count == 0 && !unknownSegment ? Joined(parts) : null;

    /// <summary>The trees of a selection, whatever is wrong with them, and whether the segment asked for is not there at all.</summary>
    private static (List<Node> Trees, List<Detail> Errors, bool UnknownSegment) Parts(RecordSelection selection, ConditionScope scope)
    {
        var group = ConditionReader.Read(selection.ConditionGroup, "conditionGroup", scope);
        var filters = ExportFilters.Read(selection.Filters, scope);
        List<Node> trees = [group.Tree, filters.Tree, .. KeywordReader.Read(selection.Keyword) is { } keyword ? [keyword] : Array.Empty<Node>(), .. Ids(selection.RecordIds)];
        List<Detail> errors = [.. group.Errors, .. filters.Errors];
        var unknown = false;
        if (selection.SegmentId is { } segmentId)
        {
            var (segment, error) = new SegmentReader(scope).Read(segmentId, 0);
            unknown = error?.Key == SegmentReader.Unknown;
            trees.AddRange(segment is null ? [] : [segment]);
            errors.AddRange(error is null || unknown ? [] : [error with { Path = "segmentId" }]);
        }

        if (errors.Count == 0 && trees.Sum(tree => tree.Conditions) > Limits.TreeConditions)
        {
            errors.Add(new Detail("conditionGroup", "Conditions.TooManyConditions", Limits.TreeConditions));
        }

        return (trees, errors, unknown);
    }

    private static IEnumerable<Node> Ids(IReadOnlyList<string>? recordIds) =>
        recordIds is null ? [] : [new Condition(RecordId, IncludesAny, [.. recordIds])];

    /// <summary>The one part that restricts anything, where there is only one, else all of them joined by AND.</summary>
    private static Group Joined(IEnumerable<Node> parts)
    {
        var restricting = parts.Where(part => !part.MatchesAll).ToList();
        return restricting is [Group only] ? only : new Group(GroupOperator.And, restricting);
    }
}
