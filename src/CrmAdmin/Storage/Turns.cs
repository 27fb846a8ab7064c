using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Storage;

/// <summary>
/// Lets writes that must see each other's outcome go one after the other. On SQLite every write does; on PostgreSQL
/// those that take the same turn wait for the transaction that holds it.
/// </summary>
internal static class Turns
{
    /// <summary>Taken to count against the plan's quotas.</summary>
    public const int Quota = 0x43524D51;

    /// <summary>Taken to change segments, which may name each other.</summary>
    public const int Segments = 0x43524D53;

    /// <summary>Taken to change kinds of relations and to relate records by them.</summary>
    public const int Relations = 0x43524D52;

    /// <summary>Taken to import rows that find their records by a field, so that two of them cannot make the same one.</summary>
    public const int Imports = 0x43524D49;

    /// <summary>Taken to make or drop an index that imports find their records by.</summary>
    public const int Matches = 0x43524D4D;

    /// <summary>Taken to make an index in the order of a property.</summary>
    public const int Orders = 0x43524D4F;

    /// <summary>Waits for a turn and holds it until the transaction ends.</summary>
    public static async Task TakeAsync(CrmDb db, int turn, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({turn})", ct);
        }
    }
}
