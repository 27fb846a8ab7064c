using System.Data.Common;
using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CrmAdmin.Access;

/// <summary>Writes down every act, in the transaction that does it: neither is there without the other.</summary>
public sealed class AuditLog(TimeProvider time)
{
    private const string Columns = "INSERT INTO audit_log (\"At\", \"ActorId\", \"ActorName\", \"ActorKind\", \"RequestId\", " +
        "\"Action\", \"EntityId\", \"RecordId\", \"Changes\", \"OtherEntityId\", \"OtherRecordId\") ";

    // One statement with one parameter a column, however many entries: binding row by row cost five times as much.
    private const string Sqlite = Columns +
        "SELECT @at, @actor, @name, @kind, @request, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(@entries)";

    private const string Postgres = Columns +
        "SELECT @at, @actor, @name, @kind, @request, e.* FROM unnest(@actions, @entities, @records, @changes, @otherEntities, @otherRecords) AS e";

    /// <summary>Appends entries on behalf of a caller, in the order given, within the context's transaction.</summary>
    public async Task AppendAsync(CrmDb db, Caller caller, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("The audit log is written in the transaction of the act itself.");
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = transaction;
        Add(insert, "at", UtcMilliseconds.From(time.GetUtcNow().UtcDateTime));
        Add(insert, "actor", caller.ActorId);
        Add(insert, "name", caller.Name);
        Add(insert, "kind", (int)caller.Kind);
        Add(insert, "request", caller.RequestId);
        if (insert is NpgsqlCommand)
        {
            SetArrays(insert, entries);
        }
        else
        {
            insert.CommandText = Sqlite;
            Add(insert, "entries", JsonSerializer.Serialize(entries.Select(e => new[] { e.Action, e.EntityId, e.RecordId, Text(e.Changes), e.OtherEntityId, e.OtherRecordId })));
        }

        await insert.ExecuteNonQueryAsync(ct);
    }

    private static void SetArrays(DbCommand insert, IReadOnlyList<AuditEntry> entries)
    {
        insert.CommandText = Postgres;
        Add(insert, "actions", entries.Select(e => e.Action).ToArray());
        Add(insert, "entities", entries.Select(e => e.EntityId).ToArray());
        Add(insert, "records", entries.Select(e => e.RecordId).ToArray());
        Add(insert, "changes", entries.Select(e => Text(e.Changes)).ToArray());
        Add(insert, "otherEntities", entries.Select(e => e.OtherEntityId).ToArray());
        Add(insert, "otherRecords", entries.Select(e => e.OtherRecordId).ToArray());
    }

    private static string? Text(IReadOnlyList<AuditChange>? changes) =>
        changes is null or { Count: 0 } ? null : JsonSerializer.Serialize(changes, Json.Options);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
