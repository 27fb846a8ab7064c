namespace CrmAdmin.Search;

/// <summary>Where the planner changes its mind.</summary>
/// <param name="Few">
/// Candidates are fetched by an index rather than walked past where there are at most this many times √(page × records / 2).
/// </param>
/// <param name="FirstWalk">Records that a first walk tests before the choice is looked at again.</param>
/// <param name="SecondProbe">Candidates counted, at most, when that walk found too little.</param>
/// <param name="ScannedPerFetch">Rows that a scan comes by in the time in which an index finds one.</param>
public sealed record SearchTuning(double Few, int FirstWalk, int SecondProbe, int ScannedPerFetch = 5)
{
    /// <summary>What a million contacts showed; see bench/.</summary>
    public static readonly SearchTuning Measured = new(1, 5000, 50_000);
}
