using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Workspace;

namespace CrmAdmin.Search;

/// <summary>Checks a selection against the entity as it stands and against what the caller may search on.</summary>
public sealed class SelectionReader(EntityCatalog catalog, WorkspaceSettings workspace, TimeProvider time)
{
    private static readonly Field Name = FieldList.System.Single(field => field.Path == "name");
    private static readonly Field RecordId = FieldList.System.Single(field => field.Path == "recordId");
    private static readonly Operator Contains = Operators.Find("contains")!;
    private static readonly Operator IncludesAny = Operators.Find("includes_any")!;

    /// <summary>
    /// The checked set. 400 naming every wrong place, 404 for an unknown entity or segment, 403 for a masked field.
    /// </summary>
    public async Task<RecordSet> ReadAsync(Caller caller, RecordSelection selection, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(selection.EntityId))
        {
            throw CrmException.Invalid("entityId", "Records.EntityIdNeeded");
        }

        var schema = await catalog.GetAsync(selection.EntityId, ct);
        var scope = ConditionScope.WithoutSegments(schema, workspace.TimeZone);
        var group = ConditionReader.Read(selection.ConditionGroup, "conditionGroup", scope);
        var filters = ExportFilters.Read(selection.Filters, scope);
        List<Detail> errors = [.. group.Errors, .. filters.Errors];
        var sorts = Sort.Read(selection.SortFields, schema, errors);
        if (errors.Count > 0)
        {
            throw CrmException.Invalid(errors);
        }

        List<Node> parts = [group.Tree, filters.Tree, .. Keyword(selection.Keyword), .. Ids(selection.RecordIds)];
        var tree = Joined(parts);
        Masking.Demand(tree.Fields().Concat(sorts.Select(sort => sort.Field)).Select(field => field.Property).OfType<Property>(), caller);
        return new RecordSet(schema, tree, sorts, new ConditionClock(time.GetUtcNow().UtcDateTime, workspace.TimeZone));
    }

    private static IEnumerable<Node> Keyword(string? keyword) =>
        string.IsNullOrEmpty(keyword) ? [] : [new Condition(Name, Contains, [Folding.Nfc(keyword)])];

    private static IEnumerable<Node> Ids(IReadOnlyList<string>? recordIds) =>
        recordIds is null ? [] : [new Condition(RecordId, IncludesAny, [.. recordIds])];

    /// <summary>The one part that restricts anything, where there is only one, else all of them joined by AND.</summary>
    private static Group Joined(IEnumerable<Node> parts)
    {
        var restricting = parts.Where(part => !part.MatchesAll).ToList();
        return restricting is [Group only] ? only : new Group(GroupOperator.And, restricting);
    }
}
