using System.Globalization;

namespace CrmAdmin.Bench;

/// <summary>What to measure, from the command line.</summary>
/// <param name="Rows">Records in the table.</param>
/// <param name="Passes">How often each figure is taken; its median is reported.</param>
/// <param name="Reuse">Whether data made by an earlier run is taken again.</param>
/// <param name="Postgres">Connection string of a server to measure on; null for SQLite.</param>
/// <param name="Circuits">Live pages at once.</param>
/// <param name="Rounds">How often an export is killed.</param>
/// <param name="Seed">Of the moments it is killed at.</param>
/// <param name="Minutes">How long the mixed load goes on.</param>
/// <param name="Only">Steps to run; all but the mixed load where empty.</param>
internal sealed record BenchOptions(int Rows, int Passes, bool Reuse, string? Postgres, int Circuits, int Rounds, int Seed, int Minutes, IReadOnlyList<string> Only)
{
    /// <summary>«Now» of the data: no figure depends on the day it is taken.</summary>
    public static readonly DateTime Now = new(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The repository's top folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Where the data and the results of this size stand.</summary>
    public string Folder => Path.Combine(
        Root, "artifacts", "bench", Rows.ToString(CultureInfo.InvariantCulture) + (Postgres is null ? "" : "-postgres"));

    /// <summary>Reads «--rows N --passes N --reuse --postgres "…" --circuits N --rounds N --seed N --minutes N --only a,b».</summary>
    public static BenchOptions Read(string[] args)
    {
        string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        int Number(string name, int usual) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        return new BenchOptions(
            Number("--rows", 100_000),
            Number("--passes", 25),
            args.Contains("--reuse"),
            Value("--postgres"),
            Number("--circuits", 300),
            Number("--rounds", 20),
            Number("--seed", Random.Shared.Next()),
            Number("--minutes", 60),
            Value("--only")?.Split(',') ?? []);
    }

    /// <summary>Whether a step is wanted; the mixed load takes so long that it has to be asked for.</summary>
    public bool Wants(string step) => Only.Count == 0 ? step != "soak" : Only.Contains(step);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmAdmin.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it inside the repository.");
        }

        return folder;
    }
}
