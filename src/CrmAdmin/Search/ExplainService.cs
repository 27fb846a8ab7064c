using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Segments;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Search;

/// <summary>Tells why a record is found by some conditions, or why not.</summary>
public sealed class ExplainService(
    Store store, EntityCatalog catalog, SegmentScopes scopes, RecordFinder finder, WorkspaceSettings workspace, TimeProvider time)
{
    /// <summary>
    /// The group with «matches» at each node, «seen», the value found, at each condition, and «segment», the segment's
    /// own conditions likewise, where one is named. 400 and 403 as in a search, 404 where the entity has no such live record.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="entityId">Whose records.</param>
    /// <param name="conditionGroup">The root group; none matches every record.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="show">Makes an answer of a record that is masked already.</param>
    /// <param name="ct">Stops the queries.</param>
    public async Task<JsonObject> ExplainAsync(
        Caller caller,
        string? entityId,
        JsonElement? conditionGroup,
        string? recordId,
        Func<EntitySchema, Record, Task<RecordAnswer>> show,
        CancellationToken ct)
    {
        var held = await HoldAsync(caller, entityId, conditionGroup, null, recordId, ct);
        return new Explanation(await show(held.Schema, held.Record), held).Of(conditionGroup, held.Tree);
    }

    /// <summary>Holds a record against a group, and against a keyword where there is one. 400 and 403 as in a search, 404 where the entity has no such live record.</summary>
    public async Task<HeldRecord> HoldAsync(
        Caller caller, string? entityId, JsonElement? conditionGroup, string? keyword, string? recordId, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        if (string.IsNullOrEmpty(entityId))
        {
            throw CrmException.Invalid("entityId", "Records.EntityIdNeeded");
        }

        if (string.IsNullOrEmpty(recordId))
        {
            throw CrmException.Invalid("recordId", "Records.RecordIdNeeded");
        }

        var schema = await catalog.LookUpAsync(entityId, ct);
        var (reading, scope) = await scopes.ReadAsync(
            schema, scope => (ConditionReader.Read(conditionGroup, "conditionGroup", scope), scope), ct);
        var tree = With(keyword, reading.OrThrow());
        schema.Demand();
        return await store.SnapshotAsync(
            async db =>
            {
                var record = await RecordAsync(db, schema, recordId, ct);
                Masking.Demand(tree, caller);
                var clock = new ConditionClock(time.GetUtcNow().UtcDateTime, workspace.TimeZone);
                var matching = await Truth.MatchingAsync(db, store.Dialect, schema, recordId, tree, clock, ct);
                return new HeldRecord(schema, Masking.Apply(record, schema, caller), tree, scope, clock, matching);
            },
            ct);
    }

    private static Group With(string? keyword, Group tree) => KeywordReader.Read(keyword) is { } named
        ? new Group(GroupOperator.And, tree.Children.Count == 0 ? [named] : [named, tree])
        : tree;

    private async Task<Record> RecordAsync(CrmDb db, EntitySchema schema, string recordId, CancellationToken ct)
    {
        var found = await finder.LiveAsync(db, recordId, ct);
        return found is { } live && live.Schema.EntityId == schema.EntityId ? live.Record : throw CrmException.NotFound(recordId);
    }
}
