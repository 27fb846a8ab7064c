using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests;

/// <summary>
/// One text for all that a program's database holds, to tell whether a request has changed anything. Left out is what every
/// request leaves behind: its signature, and when its credential was last used; and what the scheduler and the key ring keep.
/// </summary>
internal static class StoreDigest
{
    private const string LastUsed = "LastUsedAt";
    private const string Sqlite = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    private const string Postgres = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

    /// <summary>The digest as of one moment.</summary>
    public static Task<string> OfAsync(Store store) => store.SnapshotAsync(
        async db =>
        {
            if (store.Provider == DatabaseProvider.Sqlite)
            {
                return Hash(await RowsAsync(db, (await TextsAsync(db, Sqlite)).Where(IsKept)));
            }

            var tables = (await TextsAsync(db, Postgres)).Where(IsKept);
            return Hash(string.Join('\n', await TextsAsync(db, string.Join(" UNION ALL ", tables.Select(PostgresRows)))));
        },
        CancellationToken.None);

    private static bool IsKept(string table) =>
        table is not ("signatures" or "protection_keys") && !table.StartsWith("qrtz", StringComparison.OrdinalIgnoreCase);

    private static string PostgresRows(string table) =>
        $"SELECT '{table} ' || md5(coalesce(string_agg(row, E'\\n' ORDER BY row), '')) FROM (SELECT (to_jsonb(t) - '{LastUsed}')::text AS row FROM \"{table}\" t) AS rows";

    private static async Task<string> RowsAsync(CrmDb db, IEnumerable<string> tables)
    {
        var all = new StringBuilder();
        foreach (var table in tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await command.ExecuteReaderAsync();
            all.Append(CultureInfo.InvariantCulture, $"{table}\n");
            while (await rows.ReadAsync())
            {
                all.AppendJoin('\t', Enumerable.Range(0, rows.FieldCount).Where(i => rows.GetName(i) != LastUsed).Select(i => Text(rows.GetValue(i)))).Append('\n');
            }
        }

        return all.ToString();
    }

    private static async Task<List<string>> TextsAsync(CrmDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
