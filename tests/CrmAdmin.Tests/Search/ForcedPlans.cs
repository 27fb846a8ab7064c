using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrmAdmin.Tests.Search;

/// <summary>Bends the planner, so that small tables are searched in every way that large ones are.</summary>
internal static class ForcedPlans
{
    /// <summary>The planner as it is, and bent so that it always fetches, always walks, walks on, scans, and changes its mind after a glance or a first walk; and, where it fetches or scans, shares out what is little; and so that it counts what short values decide by themselves.</summary>
    public static readonly SearchTuning[] All =
    [
        SearchTuning.Measured, new(0, 1000, 5000, 50_000), new(0, 0, 5000, 50_000, Tried: 20), new(0, 0, 3, 0, 1000, 1000, Tried: 3), new(0, 0, 7, 50_000, Tried: 7),
        new(1, 1000, 3, 50_000), new(1, 0, 3, 50_000, Tried: 60), new(2, 0, 5, 0, 1000, 1000, Tried: 1),
        new(0, 1000, 5000, 50_000, SharedLeast: 0), new(0, 0, 3, 0, 1000, 1000, SharedLeast: 0),
        new(0, 0, 3, 0, 1, 1000), new(0, 0, 3, 0, 1, 1000, SharedLeast: 0),
    ];

    /// <summary>
    /// Has PostgreSQL take an index wherever there is one; of few records it would read them all. The price it then gives to a
    /// scan that has no other way, of one row even, would have it compile each such statement anew. On SQLite nothing.
    /// </summary>
    public static async Task SeekAsync(CrmHost host)
    {
        if (host.Get<Store>().Provider == DatabaseProvider.Postgres)
        {
            await host.Get<Store>().WriteAsync(
                db => db.Database.ExecuteSqlRawAsync(
                    """
                    DO $$ BEGIN
                      EXECUTE format('ALTER DATABASE %I SET enable_seqscan = off', current_database());
                      EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
                    END $$
                    """),
                default);
            NpgsqlConnection.ClearAllPools();
        }
    }
}
