using System.Data.Common;
using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Tests.Conditions;

/// <summary>A table of records by the product's column conventions, on either engine, without the product's own writer.</summary>
public sealed class SampleTable(DbConnection connection, SqlDialect dialect, EntitySchema schema)
{
    private const string Name = "sample";

    private bool OnSqlite => dialect == SqlDialect.Sqlite;

    /// <summary>Makes the table anew and fills it.</summary>
    public void Fill(IEnumerable<SampleRecord> records)
    {
        Run($"DROP TABLE IF EXISTS {Name}");
        Run($"CREATE TABLE {Name} ({string.Join(", ", Columns())})");
        using var transaction = connection.BeginTransaction();
        foreach (var record in records)
        {
            Insert(record, transaction);
        }

        transaction.Commit();
    }

    /// <summary>Puts an index on every column that conditions compare.</summary>
    public void IndexAll()
    {
        foreach (var field in FieldList.All(schema))
        {
            Run($"CREATE INDEX {Name}_{field.CompareColumn} ON {Name} ({field.CompareColumn})");
        }
    }

    /// <summary>Ids of the records that match, in their order.</summary>
    public List<string> Find(Node tree, ConditionClock clock, bool steered = false)
    {
        using var command = Select(tree, clock, steered).Command(connection);
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        ids.Sort(StringComparer.Ordinal);
        return ids;
    }

    /// <summary>The query behind <see cref="Find"/>.</summary>
    public SqlText Select(Node tree, ConditionClock clock, bool steered = false)
    {
        var sql = new SqlText().Add($"SELECT id FROM {Name} WHERE ");
        ConditionSql.Write(sql, tree, dialect, clock, steered);
        return sql;
    }

    private IEnumerable<string> Columns()
    {
        var text = OnSqlite ? "TEXT" : "TEXT COLLATE \"C\"";
        return FieldList.All(schema).SelectMany(field => field.CompareColumn == field.Column
            ? [$"{field.Column} {Type(field, text)}"]
            : new[] { $"{field.Column} {text}", $"{field.CompareColumn} {text}" });
    }

    private string Type(Field field, string text) => field.Kind switch
    {
        FieldKind.Number => OnSqlite ? "REAL" : "DOUBLE PRECISION",
        FieldKind.Boolean or FieldKind.Date => "INTEGER",
        FieldKind.Instant => OnSqlite ? "INTEGER" : "BIGINT",
        _ => text,
    };

    private void Insert(SampleRecord record, DbTransaction transaction)
    {
        var sql = new SqlText().Add($"INSERT INTO {Name} VALUES (");
        foreach (var field in FieldList.All(schema))
        {
            var value = record.Value(schema, field.Path);
            sql.Add(sql.Parameters.Count == 0 ? "" : ", ").Value(Stored(value));
            if (field.CompareColumn != field.Column)
            {
                sql.Add(", ").Value(value switch
                {
                    string one => Folding.Fold(one),
                    string[] several => Folding.Wrap(several),
                    _ => null,
                });
            }
        }

        using var command = sql.Add(")").Command(connection, transaction);
        command.ExecuteNonQuery();
    }

    private static object? Stored(object? value) => value switch
    {
        string text => Folding.Nfc(text),
        string[] several => JsonSerializer.Serialize(several),
        bool truth => truth ? 1L : 0L,
        DateOnly day => (long)day.DayNumber,
        DateTime instant => (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond,
        _ => value,
    };

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
