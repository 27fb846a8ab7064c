using CrmAdmin.Storage;

namespace CrmAdmin.Records;

/// <summary>Adds rows on PostgreSQL: whole columns in one statement, which costs a fraction of one statement a row.</summary>
internal static class ListedRows
{
    /// <summary>Adds them.</summary>
    /// <param name="db">The context.</param>
    /// <param name="table">The table.</param>
    /// <param name="names">Its columns that are given.</param>
    /// <param name="rows">Their values row by row: string, long, double or null.</param>
    /// <param name="ct">Stops the statement.</param>
    public static async Task InsertAsync(CrmDb db, string table, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        // A column that is empty in every row is left out: nothing would tell the server what kind of nothing it holds.
        var filled = Enumerable.Range(0, names.Count).Where(i => rows.Any(row => row[i] is not null)).ToList();
        if (filled.Count == 0)
        {
            return;
        }

        var sql = new SqlText().Add($"INSERT INTO {table} ({string.Join(", ", filled.Select(i => names[i]))}) SELECT * FROM ");
        SqlDialect.Postgres.Rows(sql, [.. filled.Select(i => Column(rows, i))]);
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Array Column(IReadOnlyList<object?[]> rows, int at) => rows.Select(row => row[at]).First(value => value is not null) switch
    {
        long => Column<long?>(rows, at),
        double => Column<double?>(rows, at),
        _ => Column<string?>(rows, at),
    };

    private static T[] Column<T>(IReadOnlyList<object?[]> rows, int at) => [.. rows.Select(row => (T)row[at]!)];
}
