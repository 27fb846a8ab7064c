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
/// <param name="Only">Steps to run; all but the mixed load, the shapes and the nodes where empty.</param>
internal sealed record BenchOptions(int Rows, int Passes, bool Reuse, string? Postgres, int Circuits, int Rounds, int Seed, int Minutes, IReadOnlyList<string> Only)
{
    /// <summary>«Now» of the data: no figure depends on the day it is taken.</summary>
    public static readonly DateTime Now = new(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Valued = ["--rows", "--passes", "--postgres", "--circuits", "--rounds", "--seed", "--minutes", "--only"];
    private static readonly string[] Steps =
    [
        "start", "search", "shapes", "export", "walk", "clients", "neighbours", "pages", "circuits", "write", "nodes", "soak", "kills",
    ];

    /// <summary>The repository's top folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Where the data and the results of this size stand.</summary>
    public string Folder => Path.Combine(
        Root, "artifacts", "bench", Rows.ToString(CultureInfo.InvariantCulture) + (Postgres is null ? "" : "-postgres"));

    /// <summary>Reads «--rows N --passes N --reuse --postgres "…" --circuits N --rounds N --seed N --minutes N --only a,b».</summary>
    /// <exception cref="ArgumentException">An option or a step that there is not, or a value that is none.</exception>
    public static BenchOptions Read(string[] args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            given[args[i]] = args[i] switch
            {
                "--reuse" => "",
                _ when !Valued.Contains(args[i]) => throw new ArgumentException($"{args[i]} is none of: --reuse {string.Join(' ', Valued)}"),
                _ => i + 1 < args.Length ? args[++i] : throw new ArgumentException($"{args[i]} lacks its value."),
            };
        }

        int Number(string name, int usual) => !given.TryGetValue(name, out var text) ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new ArgumentException($"{name} takes a number from 1.");
        IReadOnlyList<string> only = given.GetValueOrDefault("--only")?.Split(',') ?? [];
        if (only.Except(Steps).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"--only {unknown} is none of: {string.Join(',', Steps)}");
        }

        return only.Contains("nodes") && !given.ContainsKey("--postgres")
            ? throw new ArgumentException("--only nodes needs --postgres: only one process works in a file of SQLite.")
            : new BenchOptions(
                Number("--rows", 100_000),
                Number("--passes", 25),
                given.ContainsKey("--reuse"),
                given.GetValueOrDefault("--postgres"),
                Number("--circuits", 300),
                Number("--rounds", 20),
                Number("--seed", Random.Shared.Next()),
                Number("--minutes", 60),
                only);
    }

    /// <summary>Whether a step is wanted; the mixed load and the shapes take so long that they have to be asked for, several nodes need a server.</summary>
    public bool Wants(string step) => Only.Count == 0 ? step is not ("soak" or "shapes" or "nodes") : Only.Contains(step);

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
