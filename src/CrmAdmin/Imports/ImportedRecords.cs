using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Npgsql;

namespace CrmAdmin.Imports;

/// <summary>Remembers what an import made and changed, in the transaction that does it.</summary>
internal static class ImportedRecords
{
    private const string Columns = "INSERT INTO import_records (\"ImportNumber\", \"RecordId\", \"Version\", \"Before\", \"Outcome\") ";
    private const string Again = " ON CONFLICT (\"ImportNumber\", \"RecordId\") DO UPDATE SET \"Version\" = excluded.\"Version\"";
    private const string Sqlite = Columns + "SELECT @import, value ->> 0, value ->> 1, value ->> 2, 0 FROM json_each(@rows) WHERE true" + Again;
    private const string Postgres = Columns + "SELECT @import, r.id, r.version, r.before, 0 FROM unnest(@ids, @versions, @befores) AS r(id, version, before)" + Again;

    /// <summary>Notes records; of one that was changed several times the first state before and the last version count.</summary>
    public static async Task AddAsync(
        CrmDb db, int import, IEnumerable<Record> created, IEnumerable<(Record Before, Record After)> changed, CancellationToken ct)
    {
        var rows = created.ToDictionary(record => record.RecordId, record => (record.Version, Before: (string?)null), StringComparer.Ordinal);
        foreach (var (before, after) in changed.Where(change => !ReferenceEquals(change.Before, change.After)))
        {
            rows[after.RecordId] = (after.Version, rows.TryGetValue(after.RecordId, out var known) ? known.Before : Write(before, after));
        }

        if (rows.Count > 0)
        {
            await InsertAsync(db, import, rows, ct);
        }
    }

    /// <summary>A record as it was before, by what <see cref="AddAsync"/> wrote; properties that are gone since are left out.</summary>
    public static Record Before(Record record, string before, EntitySchema schema)
    {
        var was = record;
        var data = new Dictionary<string, object>(record.Data, StringComparer.Ordinal);
        foreach (var field in JsonSerializer.Deserialize<JsonElement>(before, Json.Options).EnumerateObject())
        {
            switch (field.Name)
            {
                case "name":
                    was = was with { Name = field.Value.GetString()! };
                    break;
                case "ownerId":
                    was = was with { OwnerId = field.Value.GetString() };
                    break;
                case "tags":
                    was = was with { Tags = field.Value.Deserialize<string[]>(Json.Options)! };
                    break;
                default:
                    Put(data, schema.Find(field.Name["data.".Length..]), field.Value);
                    break;
            }
        }

        return was with { Data = data };
    }

    private static void Put(Dictionary<string, object> data, Property? property, JsonElement value)
    {
        if (property is null)
        {
            return;
        }

        // It was a good value once: that its option is gone since is no reason to lose it.
        if (PropertyValues.Read(value, "", property, []) is { } was)
        {
            data[property.PropertyId] = was;
        }
        else
        {
            data.Remove(property.PropertyId);
        }
    }

    private static string Write(Record before, Record after) =>
        JsonSerializer.Serialize(RecordChanges.Between(before, after).ToDictionary(change => change.Field, change => change.From), BeforeOptions);

    private static readonly JsonSerializerOptions BeforeOptions = new(Json.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never };

    private static async Task InsertAsync(CrmDb db, int import, Dictionary<string, (long Version, string? Before)> rows, CancellationToken ct)
    {
        await using var insert = await RecordTable.CommandAsync(db, db is SqliteCrmDb ? Sqlite : Postgres, ct);
        insert.Parameter("@import", import);
        if (insert is NpgsqlCommand)
        {
            insert.Parameter("@ids", rows.Keys.ToArray());
            insert.Parameter("@versions", rows.Values.Select(row => row.Version).ToArray());
            insert.Parameter("@befores", rows.Values.Select(row => row.Before).ToArray());
        }
        else
        {
            insert.Parameter("@rows", JsonSerializer.Serialize(rows.Select(row => new object?[] { row.Key, row.Value.Version, row.Value.Before })));
        }

        await insert.ExecuteNonQueryAsync(ct);
    }
}
