using System.Data.Common;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Relations;

/// <summary>The statements on relations that also look at the records they join.</summary>
public sealed class RelationTable(Store store, EntityCatalog catalog, TrashOptions trash, TimeProvider time)
{
    /// <summary>
    /// The relations of a record whose other end is live, in the order they were made. One of a record with itself
    /// comes once, as going from it.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="schema">The record's entity.</param>
    /// <param name="recordId">The record, which is live.</param>
    /// <param name="after">The relation behind which to begin; empty for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Stops the query.</param>
    internal async Task<List<Link>> LinksAsync(CrmDb db, EntitySchema schema, string recordId, string after, int limit, CancellationToken ct)
    {
        var types = await db.Set<RelationTypeRow>().AsNoTracking()
            .Where(t => t.FromEntityId == schema.EntityId || t.ToEntityId == schema.EntityId).ToDictionaryAsync(t => t.RelationTypeId, ct);
        var sides = types.Values.SelectMany(type => Sides(type, schema)).Distinct().ToList();
        var links = new List<Link>();
        if (sides.Count == 0)
        {
            return links;
        }

        var sql = new SqlText();
        var (record, behind) = (sql.Parameter(recordId), sql.Parameter(after));
        for (var i = 0; i < sides.Count; i++)
        {
            await AddSideAsync(sql.Add(i == 0 ? "" : " UNION ALL "), sides[i], i, record, behind, ct);
        }

        sql.Add(" ORDER BY 1 LIMIT ").Value((long)limit);
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            links.Add(Read(row, types, sides));
        }

        return links;
    }

    /// <summary>Whether two records that have not gone for good are related in this way.</summary>
    internal async Task<bool> IsUsedAsync(CrmDb db, RelationTypeRow type, CancellationToken ct)
    {
        var kept = UtcMilliseconds.From(time.GetUtcNow().UtcDateTime - trash.Retention);
        var (from, to) = (await catalog.GetAsync(type.FromEntityId, ct), await catalog.GetAsync(type.ToEntityId, ct));
        var sql = new SqlText();
        var since = sql.Parameter(kept);
        sql.Add($"""
            SELECT 1 FROM relations l
            JOIN {RecordColumns.Table(from)} f ON f.id = l."FromRecordId" AND (f.deleted_at IS NULL OR f.deleted_at > {since})
            JOIN {RecordColumns.Table(to)} t ON t.id = l."ToRecordId" AND (t.deleted_at IS NULL OR t.deleted_at > {since})
            WHERE l."RelationTypeId" =
            """).Add(" ").Value(type.RelationTypeId).Add(" LIMIT 1");
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>Removes every relation of these records.</summary>
    internal async Task PurgeAsync(CrmDb db, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        foreach (var end in new[] { "\"FromRecordId\"", "\"ToRecordId\"" })
        {
            var sql = store.Dialect.In(new SqlText().Add("DELETE FROM relations WHERE "), end, [.. recordIds]);
            await using var command = await RecordTable.CommandAsync(db, sql, ct);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static IEnumerable<(Direction Direction, string EntityId)> Sides(RelationTypeRow type, EntitySchema schema)
    {
        if (type.FromEntityId == schema.EntityId)
        {
            yield return (Direction.From, type.ToEntityId);
        }

        if (type.ToEntityId == schema.EntityId)
        {
            yield return (Direction.To, type.FromEntityId);
        }
    }

    private async Task AddSideAsync(
        SqlText sql, (Direction Direction, string EntityId) side, int number, string record, string behind, CancellationToken ct)
    {
        var (here, there) = side.Direction == Direction.From ? ("FromRecordId", "ToRecordId") : ("ToRecordId", "FromRecordId");
        var table = RecordColumns.Table(await catalog.GetAsync(side.EntityId, ct));
        var again = side.Direction == Direction.To ? $"AND l.\"FromRecordId\" <> {record}" : "";
        sql.Add($"""
            SELECT l."RelationId", l."RelationTypeId", o.id, o.name, {number}
            FROM relations l JOIN {table} o ON o.id = l."{there}" AND o.{RecordColumns.Live}
            WHERE l."{here}" = {record} AND l."RelationId" > {behind} {again}
            """);
    }

    private static Link Read(
        DbDataReader row, Dictionary<string, RelationTypeRow> types, List<(Direction Direction, string EntityId)> sides)
    {
        var side = sides[row.GetInt32(4)];
        var type = types[row.GetString(1)];
        var name = side.Direction == Direction.From ? type.Name : type.ReverseName ?? type.Name;
        return new Link(row.GetString(0), type.RelationTypeId, name, side.Direction, row.GetString(2), row.GetString(3), side.EntityId);
    }
}
