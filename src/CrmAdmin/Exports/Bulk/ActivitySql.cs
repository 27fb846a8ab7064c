using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Writes the statements that read activities of contacts.</summary>
/// <param name="contacts">Whose; live ones.</param>
/// <param name="filters">Which of theirs.</param>
/// <param name="dialect">The engine's ways.</param>
internal sealed class ActivitySql(RecordSet contacts, BulkExportFilters filters, SqlDialect dialect)
{
    /// <summary>The place of the payload among the columns of <see cref="Rows"/>.</summary>
    public const int Payload = 6;

    /// <summary>How many there are.</summary>
    public SqlText Count() => From("count(*)");

    /// <summary>The payloads of those that have one.</summary>
    public SqlText Payloads() => From("a.\"Payload\"").Add(" AND a.\"Payload\" IS NOT NULL");

    /// <summary>All of them in order, newest first.</summary>
    public SqlText Rows() =>
        From("a.\"ActivityId\", a.\"RecordId\", r.name, a.\"Type\", a.\"At\", a.\"Source\", a.\"Payload\"").Add(" ORDER BY a.\"At\" DESC, a.\"ActivityId\" DESC");

    /// <summary>SQLite takes a CROSS JOIN in the order it is written: it walks the activities' own index and looks each contact up.</summary>
    private SqlText From(string columns)
    {
        var sql = new SqlText().Add($"SELECT {columns} FROM activities AS a CROSS JOIN (SELECT id, name FROM {RecordColumns.Table(contacts.Schema)}");
        contacts.WriteWhere(sql, dialect, steered: !dialect.HasStatistics);
        sql.Add(") AS r WHERE r.id = a.\"RecordId\" AND a.\"EntityNumber\" = ").Value((long)contacts.Schema.Number)
            .Add(" AND a.\"At\" >= ").Value(UtcMilliseconds.From(filters.FromDate!.Value))
            .Add(" AND a.\"At\" <= ").Value(UtcMilliseconds.From(filters.ToDate!.Value));
        return filters.ActivityTypes is { } types ? dialect.In(sql.Add(" AND "), "a.\"Type\"", [.. types]) : sql;
    }
}
