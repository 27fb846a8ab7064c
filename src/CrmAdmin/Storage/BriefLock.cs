using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Storage;

/// <summary>
/// On PostgreSQL a change of a table waits for everybody who reads it, an export perhaps, and whoever comes later waits behind
/// the change. So it asks for the table for a moment only, and gives way; <see cref="Store.AlterAsync"/> asks again.
/// </summary>
internal static class BriefLock
{
    private const string Ask = "SET LOCAL lock_timeout = '200ms'";
    private const string AsEver = "SET LOCAL lock_timeout = DEFAULT";

    /// <summary>Runs the change within a write. Where the table is not to be had, the write fails.</summary>
    public static async Task RunAsync(CrmDb db, Func<Task> change, CancellationToken ct)
    {
        if (db is SqliteCrmDb)
        {
            await change();
            return;
        }

        await db.Database.ExecuteSqlRawAsync(Ask, ct);
        await change();
        await db.Database.ExecuteSqlRawAsync(AsEver, ct);
    }
}
