using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Activities;

/// <summary>An activity in a list over many records.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="RecordName">What its record is called.</param>
public sealed record NamedActivity(Activity Activity, string RecordName);

/// <summary>How often something happened.</summary>
/// <param name="Type">The type.</param>
/// <param name="Count">At least 1.</param>
public sealed record TypeCount(string Type, long Count);

/// <summary>The activities of all of an entity's live records together.</summary>
public sealed class EntityActivities(Store store, EntityCatalog catalog, ActivityPages pages, QueryLimit cost)
{
    /// <summary>One page, newest first; 404 for an unknown entity, 400 InvalidStartKey for a cursor of another list.</summary>
    public async Task<ListPage<NamedActivity>> ListAsync(Caller caller, string entityId, ActivityQuery query, ListQuery list, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var schema = await catalog.GetAsync(entityId, ct);
        return await store.SnapshotAsync(
            async db =>
            {
                var page = await pages.ReadAsync(Of(db, schema), "entity " + entityId, query, list, ct);
                var names = await RecordTable.NamesAsync(db, schema, [.. page.Data.Select(a => a.RecordId).Distinct()], ct);
                return new ListPage<NamedActivity>([.. page.Data.Select(a => new NamedActivity(a, names[a.RecordId]))], page.NextKey);
            },
            ct);
    }

    /// <summary>How often each type happened, the most frequent first; 404 for an unknown entity.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="entityId">Whose records.</param>
    /// <param name="from">Not before.</param>
    /// <param name="to">Not after; null for no end.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<TypeCount>> TypesAsync(Caller caller, string entityId, DateTime from, DateTime? to, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var schema = await catalog.GetAsync(entityId, ct);
        var counts = await store.ReadAsync(
            async db =>
            {
                await db.Database.OpenConnectionAsync(ct);
                return await cost.RunAsync(
                    db.Database.GetDbConnection(),
                    () => Of(db, schema).Where(a => a.At >= from && (to == null || a.At <= to))
                        .GroupBy(a => a.Type).Select(g => new { Type = g.Key, Count = g.LongCount() }).ToListAsync(ct),
                    ct);
            },
            ct);
        return [.. counts.Select(c => new TypeCount(c.Type, c.Count)).OrderByDescending(c => c.Count).ThenBy(c => c.Type, StringComparer.Ordinal)];
    }

    /// <summary>Those whose record is live: what is in the trash hides its activities.</summary>
    private static IQueryable<ActivityRow> Of(CrmDb db, EntitySchema schema) => db.Set<ActivityRow>().FromSqlRaw(
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT a.* FROM activities a JOIN {RecordColumns.Table(schema)} r ON r.id = a."RecordId"
            WHERE a."EntityNumber" = {schema.Number} AND r.{RecordColumns.Live}
            """)).AsNoTracking();
}
