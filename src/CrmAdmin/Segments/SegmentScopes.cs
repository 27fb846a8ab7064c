using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Segments;

/// <summary>What trees that may name segments are read against.</summary>
public sealed class SegmentScopes(Store store, WorkspaceSettings workspace)
{
    /// <summary>
    /// Reads a tree. The entity's segments are fetched only when the first reading asks for one; then it is read again.
    /// </summary>
    /// <param name="schema">The entity whose records are meant.</param>
    /// <param name="read">Reads against a scope; runs once or twice.</param>
    /// <param name="ct">Stops the fetching.</param>
    public async Task<T> ReadAsync<T>(EntitySchema schema, Func<ConditionScope, T> read, CancellationToken ct)
    {
        var named = false;
        var result = read(new ConditionScope(schema, workspace.TimeZone, _ =>
        {
            named = true;
            return null;
        }));
        if (!named)
        {
            return result;
        }

        var segments = await store.ReadAsync(db => SegmentSet.ReadAsync(db, schema.EntityId, ct), ct);
        return read(Over(schema, segments));
    }

    /// <summary>A scope over segments that were read already.</summary>
    /// <param name="schema">Their entity.</param>
    /// <param name="segments">The entity's segments.</param>
    /// <param name="saving">The segment whose conditions are read, where it is about to be saved.</param>
    public ConditionScope Over(EntitySchema schema, SegmentSet segments, string? saving = null) =>
        new(schema, workspace.TimeZone, segments.Find, saving);
}
