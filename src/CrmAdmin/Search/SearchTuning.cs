namespace CrmAdmin.Search;

/// <summary>Where the planner changes its mind.</summary>
/// <param name="Glance">Records that are tested before anything is counted, as a multiple of the page.</param>
/// <param name="Few">
/// Candidates are fetched by an index rather than walked past where there are at most this many times √(page × records / 2);
/// where the order has no index to walk, also where a scan would come by more rows for each than <paramref name="ScannedPerFetch"/>.
/// </param>
/// <param name="FirstWalk">Records that a first walk tests before the choice is looked at again.</param>
/// <param name="SecondProbe">Candidates counted, at most, when that walk found too little.</param>
/// <param name="ScannedPerFetch">Rows that a scan comes by in the time in which an index finds one.</param>
/// <param name="Probes">Conditions whose candidates are counted, at most.</param>
/// <param name="ShortPerFetch">The same where the index of short values is scanned instead of the table.</param>
/// <param name="Tried">Records that a first walk tests on PostgreSQL, at most; it ends where the page is full.</param>
/// <param name="SharedLeast">Rows that an index finds, or as much to scan, from which on SQLite several processors read them.</param>
public sealed record SearchTuning(
    int Glance, double Few, int FirstWalk, int SecondProbe, int ScannedPerFetch = 4, int ShortPerFetch = 8, int Probes = 50, int Tried = 10_000,
    int SharedLeast = 5000)
{
    /// <summary>What a million contacts showed; see bench/.</summary>
    public static readonly SearchTuning Measured = new(10, 1, 5000, 50_000);
}
