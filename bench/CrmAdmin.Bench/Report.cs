using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CrmAdmin.Bench;

/// <summary>One figure beside what it is measured against.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">The program's figure.</param>
/// <param name="Unit">ms, s, MB, rows/s, requests/s.</param>
/// <param name="Plain">The plain table's figure in the same run, or null.</param>
/// <param name="Limit">What ours may be at most (at least, for a rate), or null where nothing is asked.</param>
/// <param name="Note">What else is worth knowing.</param>
internal sealed record Figure(string What, double Ours, string Unit, double? Plain = null, double? Limit = null, string Note = "")
{
    /// <summary>Whether the limit is kept; null where there is none.</summary>
    public bool? Kept => Limit is null ? null : Unit.EndsWith("/s", StringComparison.Ordinal) ? Ours >= Limit : Ours <= Limit;
}

/// <summary>Collects the figures of a run, shows each as it comes, and writes them all down.</summary>
internal sealed class Report(BenchOptions options, string engine, string machine)
{
    private readonly List<Figure> figures = [];
    private readonly List<string> mismatches = [];

    /// <summary>Answers that differed from the plain table's.</summary>
    public IReadOnlyList<string> Mismatches => mismatches;

    /// <summary>Adds a figure.</summary>
    public void Add(Figure figure)
    {
        figures.Add(figure);
        Console.WriteLine(Line(figure));
    }

    /// <summary>Adds a difference; may be called from anywhere.</summary>
    public void Mismatch(string what)
    {
        lock (mismatches)
        {
            mismatches.Add(what);
        }

        Console.WriteLine("DIFFERENT ANSWER: " + what);
    }

    /// <summary>Writes the table and the JSON file; gives the table.</summary>
    public string Write()
    {
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{options.Rows:N0} records. {machine}\n\n");
        table.Append(CultureInfo.InvariantCulture, $"| what | ours | plain {engine} | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |\n");
        figures.ForEach(figure => table.Append(Line(figure)).Append('\n'));
        Directory.CreateDirectory(options.Folder);
        File.WriteAllText(Path.Combine(options.Folder, "figures.md"), table.ToString());
        File.WriteAllText(
            Path.Combine(options.Folder, "figures.json"),
            JsonSerializer.Serialize(new { options.Rows, At = DateTime.UtcNow, Machine = machine, Figures = figures, Mismatches = mismatches }, Written));
        return table.ToString();
    }

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static string Line(Figure f) =>
        $"| {f.What} | {Number(f.Ours)} {f.Unit} | {(f.Plain is { } plain ? $"{Number(plain)} {f.Unit}" : "")} "
        + $"| {(f.Plain is > 0 ? Number(f.Ours / f.Plain.Value) : "")} | {(f.Limit is { } limit ? Number(limit) : "")} "
        + $"| {(f.Kept switch { true => "ok", false => "**over**", _ => "" })}{(f.Note.Length > 0 ? " " + f.Note : "")} |";

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 10 ? "N1" : "N2", CultureInfo.InvariantCulture);
}
